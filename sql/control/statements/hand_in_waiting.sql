-- Approved rounds that are not in yet, oldest first.
SELECT id, department, period, region, version, rows, evidence, filled_by, submitted_at, late, approved_by, approved_at, state, load, note_zh, note_en
FROM hand_in
WHERE state = 'approved'
ORDER BY id
