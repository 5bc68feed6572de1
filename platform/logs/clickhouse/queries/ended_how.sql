-- How sessions ended.
SELECT name AS how, sum(event_count) AS sessions
FROM counts
WHERE event = 'session_ended'
GROUP BY how
ORDER BY sessions DESC, how;
