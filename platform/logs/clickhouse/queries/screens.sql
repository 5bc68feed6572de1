-- The same of every screen.
SELECT name AS screen, sum(event_count) AS views, sum(ms) AS dwell_ms, sum(read) AS read_views
FROM counts
WHERE event = 'screen_viewed'
GROUP BY screen
ORDER BY views DESC, screen;
