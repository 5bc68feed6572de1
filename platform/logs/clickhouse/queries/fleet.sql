-- One row a kiosk: seen from when to when, what it runs and shows, what the last stick did, what went wrong.
SELECT
    kiosk, version, events, missing_events,
    if(first_wall_ms < 4102444800000, first_wall_ms, NULL) AS first_seen_ms,
    if(last_wall_ms >= 1577836800000, last_wall_ms, NULL) AS last_seen_ms,
    is_switched_off,
    if(has_content AND tupleElement(content, 1) != -1, tupleElement(content, 1), NULL) AS shown_version,
    tupleElement(content, 2) AS content_origin,
    if(since_ms > 0 AND has_content, since_ms, NULL) AS content_since_ms,
    tupleElement(last_update, 1) AS update_verdict,
    if(tupleElement(last_update, 2) > 0, tupleElement(last_update, 2), NULL) AS update_ms,
    starts, crashes, power_cuts, errors, warnings
FROM (
    SELECT * FROM (SELECT *, tupleElement(content, 1) AS wanted_version FROM kiosk_facts)
    ANY LEFT JOIN (SELECT kiosk, missing_events FROM missing) USING kiosk
)
ANY LEFT JOIN (
    SELECT kiosk, assumeNotNull(content_version) AS wanted_version, min(assumeNotNull(wall_ms)) AS since_ms
    FROM timeline
    WHERE event = 'content_shown' AND isNotNull(content_version)
        AND ifNull(wall_ms, 0) >= 1577836800000 AND ifNull(wall_ms, 0) < 4102444800000
    GROUP BY kiosk, wanted_version
) USING (kiosk, wanted_version)
ORDER BY kiosk;
