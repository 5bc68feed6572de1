-- Numbers that are missing: events that were lost. What came after the newest event of a run is not known.
SELECT of_kiosk, boot_id, run, tupleElement(gap, 1) AS first_missing, tupleElement(gap, 2) AS last_missing
FROM (
    SELECT of_kiosk, boot_id, run, arrayJoin(arrayFilter(pair -> tupleElement(pair, 1) <= tupleElement(pair, 2),
        arrayMap((seen, before) -> (before + 1, seen - 1), numbers, arrayPushFront(arrayPopBack(numbers), toInt64(0))))) AS gap
    FROM (
        SELECT min(kiosk) AS of_kiosk, boot_id, run, arraySort(groupArray(seq)) AS numbers
        FROM events
        WHERE seq >= 1 AND boot_id IN (
            SELECT boot_id FROM (SELECT boot_id, run, maxMerge(last_number) AS last, countIfMerge(numbers) AS there
                FROM runs GROUP BY boot_id, run)
            WHERE last > toInt64(there))
        GROUP BY boot_id, run
    )
)
ORDER BY of_kiosk, boot_id, run, first_missing;
