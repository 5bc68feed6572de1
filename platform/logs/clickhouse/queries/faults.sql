-- What happened to one kiosk, oldest first: put its name in place of 'hall-1'. The newest 40, as in the report.
SELECT boot_id, monotonic_ms, if(known_ms > 0, known_ms, NULL) AS seen_ms, event, severity, summary
FROM (
    SELECT kiosk, boot_id, monotonic_ms, run, seq, event, severity, summary,
        if(ifNull(wall_ms, 0) >= 1577836800000 AND ifNull(wall_ms, 0) < 4102444800000, ifNull(wall_ms, 0), toInt64(0)) AS known_ms
    FROM timeline
    WHERE kiosk = 'hall-1'
    ORDER BY known_ms DESC, boot_id DESC, monotonic_ms DESC, run DESC, seq DESC
    LIMIT 40
)
ANY LEFT JOIN (SELECT kiosk, boot_id, tupleElement(place, 1) AS boot_place FROM boot_facts) USING (kiosk, boot_id)
ORDER BY boot_place, boot_id, monotonic_ms, known_ms, run, seq;
