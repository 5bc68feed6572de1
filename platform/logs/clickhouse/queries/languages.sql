-- Changes to a language.
SELECT name AS language, sum(event_count) AS changes
FROM counts
WHERE event = 'language_changed'
GROUP BY language
ORDER BY changes DESC, language;
