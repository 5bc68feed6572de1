-- Sessions that began in each hour since 1970 in UTC, and its start as a time; hour 0: the clock was not set.
SELECT hour, toDateTime(toUInt64(hour) * 3600, 'UTC') AS start, sum(event_count) AS sessions
FROM counts
WHERE event = 'session_started'
GROUP BY hour
ORDER BY hour;
