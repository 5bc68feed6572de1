-- Kiosks that need a person, the worst first, and why. The fleet's end is the newest time of a kiosk that another one
-- comes near, within a week: a clock that is further ahead is wrong.
SELECT kiosk, arrayFilter(need -> need != '', [
    if(had_no_content, 'no_content', ''),
    if(NOT is_switched_off AND last_wall_ms >= 1577836800000 AND end_ms - last_wall_ms > 1800000, 'not_seen', ''),
    if(crashes > 0, 'crashed', ''),
    if(display_is_lost, 'display_lost', ''),
    if(touch_is_gone, 'touch_gone', ''),
    if(had_undervoltage, 'undervoltage', ''),
    if(was_hot, 'hot', ''),
    if(disk_is_full, 'disk_full', ''),
    if(tupleElement(last_update, 1) NOT IN ('', 'installed', 'rolled_back'), 'stick_refused', ''),
    if(has_content AND tupleElement(content, 1) != -1 AND tupleElement(content, 1) < newest_content, 'old_content', ''),
    if(dropped_events OR missing_events > 0, 'events_missing', ''),
    if(has_late_frames, 'late_frames', ''),
    if(clock_jumped, 'clock_jumped', '')]) AS needs
FROM (
    SELECT *,
        (SELECT arrayReverseSort(groupArray(last_wall_ms)) FROM kiosk_facts WHERE last_wall_ms >= 1577836800000) AS times,
        arrayFirst((newer, older) -> newer - older <= 604800000, times,
            arrayPushBack(arrayPopFront(times), times[-1])) AS end_ms,
        (SELECT max(tupleElement(content, 1)) FROM kiosk_facts WHERE has_content) AS newest_content
    FROM kiosk_facts
)
ANY LEFT JOIN (SELECT kiosk, missing_events FROM missing) USING kiosk
WHERE notEmpty(needs)
ORDER BY arrayMap(need -> indexOf(['no_content', 'not_seen', 'crashed', 'display_lost', 'touch_gone', 'undervoltage',
    'hot', 'disk_full', 'stick_refused', 'old_content', 'events_missing', 'late_frames', 'clock_jumped'], need), needs), kiosk;
