-- From the attract loop to a touch, to a role, to a code to take away; and what visitors used on the way.
SELECT
    sumIf(event_count, event = 'attract_ended') AS attract_ended,
    sumIf(ms, event = 'attract_ended') AS attract_ms,
    sumIf(event_count, event = 'session_started') AS sessions_started,
    sumIf(event_count, event = 'session_ended') AS sessions_ended,
    sumIf(ms, event = 'session_ended') AS session_ms,
    sum(with_role) AS sessions_with_role,
    sumIf(event_count, event = 'qr_shown') AS qr_shown,
    sumIf(event_count, event = 'searched') AS searches,
    sum(without_result) AS searches_without_result,
    sumIf(event_count, event = 'questions_finished') AS questions_finished,
    sumIf(event_count, event = 'list_changed' AND name = 'added') AS list_added
FROM counts;
