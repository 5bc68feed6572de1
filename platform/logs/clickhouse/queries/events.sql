-- How many events of each name there are.
SELECT event, sum(event_count) AS number
FROM counts
GROUP BY event
ORDER BY number DESC, event;
