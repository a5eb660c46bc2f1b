-- The newest first; in a state, or all ('').
SELECT no, deed, year, edition, publish, asked_by, reason, asked_at, state, note_zh, note_en, ended_at
FROM edition_order
WHERE ?1 = '' OR state = ?1
ORDER BY no DESC
LIMIT ?2
