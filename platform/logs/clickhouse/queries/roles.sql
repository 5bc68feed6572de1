-- What visitors read: how often each role was opened, how long it was on the glass, how often 10 s or more.
SELECT name AS role, sum(event_count) AS views, sum(ms) AS dwell_ms, sum(read) AS read_views
FROM counts
WHERE event = 'role_viewed'
GROUP BY role
ORDER BY views DESC, role;
