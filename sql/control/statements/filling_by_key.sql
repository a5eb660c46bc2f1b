-- A sheet.
SELECT
    filling.department, filling.period, filling.region, filling.version, filling.state, filling.rows, filling.editors, saved_by, saved_at,
    submitted_by, filling.submitted_at, filling.late, reviewed_by, reviewed_at, reason, hand_in,
    coalesce(hand_in.note_zh, ''), coalesce(hand_in.note_en, ''), coalesce(hand_in.load, 0)
FROM filling
LEFT JOIN hand_in ON hand_in.id = filling.hand_in
WHERE filling.department = ? AND filling.period = ?
