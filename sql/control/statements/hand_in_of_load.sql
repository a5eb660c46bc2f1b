-- The round that a load brought in.
SELECT id, department, period, region, version, rows, evidence, filled_by, submitted_at, late, approved_by, approved_at, state, load, note_zh, note_en
FROM hand_in
WHERE load = ? AND load <> 0
ORDER BY id LIMIT 1
