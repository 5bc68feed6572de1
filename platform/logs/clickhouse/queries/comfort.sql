-- Comfort settings that visitors chose.
SELECT name AS setting, sum(event_count) AS changes
FROM counts
WHERE event = 'comfort_changed'
GROUP BY setting
ORDER BY changes DESC, setting;
