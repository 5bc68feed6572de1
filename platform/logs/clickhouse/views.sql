-- What a dashboard asks all the time, kept up to date with each insert into `events`.
--
-- These views see inserts before ReplacingMergeTree removes doubles. Their sums are right because `load` inserts no
-- double; after a load that was cut off it drops the four tables and runs this file again, which fills them anew.

-- One row a boot of a kiosk: all that the fleet's table needs. "Newest" is by monotonic_ms, run and seq. A wall before
-- 2020 is a clock that was never set. States hold no NULL, which 18.16 loses: where no event has a wall the first is
-- 2100 and the last before 2020, and an unknown content_version is -1.
CREATE MATERIALIZED VIEW IF NOT EXISTS boots
ENGINE = AggregatingMergeTree() PARTITION BY month ORDER BY (month, kiosk, boot_id)
POPULATE AS SELECT
    month, kiosk, boot_id,
    countState() AS event_count,
    minState(if(ifNull(wall_ms, 0) >= 1577836800000, ifNull(wall_ms, 0), toInt64(4102444800000))) AS first_wall_ms,
    maxState(if(ifNull(wall_ms, 0) < 4102444800000, ifNull(wall_ms, 0), toInt64(0))) AS last_wall_ms,
    minState(if(isNull(wall_ms), toInt64(4611686018427387904),
        greatest(ifNull(wall_ms, 0), toInt64(0)) - greatest(monotonic_ms, toInt64(0)))) AS offset_min_ms,
    maxState(if(isNull(wall_ms), toInt64(-4611686018427387904),
        greatest(ifNull(wall_ms, 0), toInt64(0)) - greatest(monotonic_ms, toInt64(0)))) AS offset_max_ms,
    countIfState(event = 'started') AS start_count,
    countIfState(event = 'crashed') AS crashes,
    countIfState(event = 'power_lost') AS power_cuts,
    countIfState(severity = 'error') AS errors,
    countIfState(severity = 'warning') AS warnings,
    countIfState(event = 'content_missing') AS content_missing,
    countIfState(event = 'events_dropped') AS dropped,
    argMaxIfState(version, (monotonic_ms, run, seq), event = 'started') AS program,
    countIfState(event = 'content_shown') AS contents,
    argMaxIfState((ifNull(content_version, -1), origin), (monotonic_ms, run, seq), event = 'content_shown') AS content,
    countIfState(event IN ('content_installed', 'stick_refused', 'content_rolled_back')) AS updates,
    argMaxIfState(
        (multiIf(event = 'content_installed', 'installed', event = 'content_rolled_back', 'rolled_back', verdict),
            if(ifNull(wall_ms, 0) >= 1577836800000 AND ifNull(wall_ms, 0) < 4102444800000, ifNull(wall_ms, 0), toInt64(0))),
        (monotonic_ms, run, seq),
        event IN ('content_installed', 'stick_refused', 'content_rolled_back')) AS newest_update,
    argMaxIfState(toUInt8(event = 'display_lost'), (monotonic_ms, run, seq),
        event IN ('display_lost', 'display_restored')) AS display_is_lost,
    argMaxIfState(toUInt8(event = 'stopped' AND reason IN ('signal', 'closed', 'finished')), (monotonic_ms, run, seq),
        event IN ('started', 'stopped')) AS switched_off,
    countIfState(event = 'health' AND isNotNull(touch)) AS touch_reports,
    argMaxIfState(toUInt8(ifNull(touch, 0) != 0), (monotonic_ms, run, seq),
        event = 'health' AND isNotNull(touch)) AS touch_is_there,
    countIfState(event = 'health' AND (ifNull(touch, 0) != 0 OR ifNull(touches, 0) > 0)) AS touch_was_there,
    countIfState(event = 'health' AND isNotNull(disk_free_mib)) AS disk_reports,
    argMaxIfState(
        toUInt8(ifNull(disk_free_mib, 0) < 100 OR (ifNull(disk_total_mib, 0) > 0
            AND ifNull(disk_free_mib, 0) < intDiv(ifNull(disk_total_mib, 0), 20))),
        (monotonic_ms, run, seq), event = 'health' AND isNotNull(disk_free_mib)) AS disk_is_full,
    countIfState(event = 'health' AND ifNull(undervoltage, 0) != 0) AS undervoltages,
    countIfState(event = 'health' AND ifNull(temperature_c, 0) >= 80) AS hot,
    sumState(if(event = 'health', least(greatest(ifNull(frames, 0), toInt64(0)), toInt64(1000000000)), toInt64(0)))
        AS all_frames,
    sumState(if(event = 'health', least(greatest(ifNull(late_frames, 0), toInt64(0)), toInt64(1000000000)), toInt64(0)))
        AS all_late_frames
FROM events
GROUP BY month, kiosk, boot_id;

-- One row a run of a program: its last number against how many of its numbers are there.
CREATE MATERIALIZED VIEW IF NOT EXISTS runs
ENGINE = AggregatingMergeTree() PARTITION BY month ORDER BY (month, boot_id, run)
POPULATE AS SELECT
    month, boot_id, run,
    minState(kiosk) AS first_kiosk,
    countIfState(seq >= 1) AS numbers,
    maxState(seq) AS last_number
FROM events
GROUP BY month, boot_id, run;

-- Counts an hour (since 1970 in UTC; 0 where the clock was not set). `name` is what the event is about, `place` the
-- screen where a session ended. `ms` is dwell or duration; `read` are views of 10 s or more.
CREATE MATERIALIZED VIEW IF NOT EXISTS counts
ENGINE = SummingMergeTree() PARTITION BY month ORDER BY (month, kiosk, hour, event, name, place)
POPULATE AS SELECT
    month, kiosk,
    toUInt32(if(ifNull(wall_ms, 0) < 1577836800000, toInt64(0), intDiv(ifNull(wall_ms, 0), 3600000))) AS hour,
    event,
    multiIf(event = 'role_viewed', role_id, event = 'screen_viewed', screen, event = 'session_ended', how,
        event = 'language_changed', language, event = 'comfort_changed', concat(setting, '=', value),
        event = 'list_changed', change, event = 'qr_shown', what, '') AS name,
    if(event = 'session_ended', last_screen, '') AS place,
    count() AS event_count,
    sum(least(greatest(ifNull(if(event IN ('role_viewed', 'screen_viewed'), dwell_ms,
        if(event IN ('session_ended', 'attract_ended'), duration_ms, NULL)), 0), toInt64(0)), toInt64(604800000))) AS ms,
    countIf(event IN ('role_viewed', 'screen_viewed') AND ifNull(dwell_ms, 0) >= 10000) AS read,
    countIf(event = 'session_ended' AND ifNull(roles, 0) > 0) AS with_role,
    countIf(event = 'searched' AND ifNull(results, 1) = 0) AS without_result
FROM events
GROUP BY month, kiosk, hour, event, name, place;

-- What is no visit: life, content, sticks, faults. A kiosk has a few of them a day.
CREATE MATERIALIZED VIEW IF NOT EXISTS timeline
ENGINE = ReplacingMergeTree() PARTITION BY month ORDER BY (month, kiosk, boot_id, monotonic_ms, run, seq)
POPULATE AS SELECT month, kiosk, boot_id, monotonic_ms, run, seq, wall_ms, event, severity, summary, content_version
FROM events
WHERE severity IN ('error', 'warning', 'notice');

-- The rest are plain views: they hold nothing, and are asked by queries/.

CREATE VIEW IF NOT EXISTS boot_facts AS SELECT
    kiosk, boot_id,
    countMerge(event_count) AS boot_events,
    minMerge(first_wall_ms) AS boot_first_wall_ms,
    maxMerge(last_wall_ms) AS boot_last_wall_ms,
    greatest(maxMerge(offset_max_ms) - minMerge(offset_min_ms), toInt64(0)) AS clock_jump_ms,
    (maxMerge(offset_max_ms), boot_id) AS place,
    countIfMerge(start_count) AS boot_starts,
    countIfMerge(crashes) AS boot_crashes,
    countIfMerge(power_cuts) AS boot_power_cuts,
    countIfMerge(errors) AS boot_errors,
    countIfMerge(warnings) AS boot_warnings,
    countIfMerge(content_missing) AS boot_content_missing,
    countIfMerge(dropped) AS boot_dropped,
    argMaxIfMerge(program) AS boot_program,
    countIfMerge(contents) AS boot_contents,
    argMaxIfMerge(content) AS boot_content,
    countIfMerge(updates) AS boot_updates,
    argMaxIfMerge(newest_update) AS boot_update,
    argMaxIfMerge(display_is_lost) AS boot_display_is_lost,
    argMaxIfMerge(switched_off) AS boot_switched_off,
    countIfMerge(touch_reports) AS boot_touch_reports,
    argMaxIfMerge(touch_is_there) AS boot_touch_is_there,
    countIfMerge(touch_was_there) AS boot_touch_was_there,
    countIfMerge(disk_reports) AS boot_disk_reports,
    argMaxIfMerge(disk_is_full) AS boot_disk_is_full,
    countIfMerge(undervoltages) AS boot_undervoltages,
    countIfMerge(hot) AS boot_hot,
    sumMerge(all_frames) AS boot_frames,
    sumMerge(all_late_frames) AS boot_late_frames
FROM boots
GROUP BY kiosk, boot_id;

-- Of several boots the last one that knows a thing is right.
CREATE VIEW IF NOT EXISTS kiosk_facts AS SELECT
    kiosk,
    sum(boot_events) AS events,
    min(boot_first_wall_ms) AS first_wall_ms,
    max(boot_last_wall_ms) AS last_wall_ms,
    argMaxIf(boot_program, place, boot_starts > 0) AS version,
    sum(boot_contents) > 0 AS has_content,
    argMaxIf(boot_content, place, boot_contents > 0) AS content,
    argMaxIf(boot_update, place, boot_updates > 0) AS last_update,
    sum(boot_updates) > 0 AS has_update,
    sum(boot_starts) AS starts,
    sum(boot_crashes) AS crashes,
    sum(boot_power_cuts) AS power_cuts,
    sum(boot_errors) AS errors,
    sum(boot_warnings) AS warnings,
    sum(boot_content_missing) > 0 AS had_no_content,
    argMax(boot_display_is_lost, place) AS display_is_lost,
    argMax(boot_switched_off, place) AS is_switched_off,
    sum(boot_touch_was_there) > 0 AND sum(boot_touch_reports) > 0
        AND argMaxIf(boot_touch_is_there, place, boot_touch_reports > 0) = 0 AS touch_is_gone,
    sum(boot_undervoltages) > 0 AS had_undervoltage,
    sum(boot_hot) > 0 AS was_hot,
    argMaxIf(boot_disk_is_full, place, boot_disk_reports > 0) AS disk_is_full,
    sum(boot_dropped) > 0 AS dropped_events,
    sum(boot_late_frames) * 100 > sum(boot_frames) AS has_late_frames,
    max(clock_jump_ms) > 60000 AS clock_jumped
FROM boot_facts
GROUP BY kiosk;

CREATE VIEW IF NOT EXISTS missing AS SELECT kiosk, sum(missing_of_run) AS missing_events
FROM (
    SELECT minMerge(first_kiosk) AS kiosk, boot_id, run, maxMerge(last_number) AS last,
        if(last > 0, last - toInt64(countIfMerge(numbers)), toInt64(0)) AS missing_of_run
    FROM runs
    GROUP BY boot_id, run
)
GROUP BY kiosk;
