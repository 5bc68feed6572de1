-- On which screen a visitor left without a word.
SELECT place AS screen, sum(event_count) AS sessions
FROM counts
WHERE event = 'session_ended' AND name = 'idle'
GROUP BY screen
ORDER BY sessions DESC, screen;
