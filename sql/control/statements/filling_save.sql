-- A sheet as it stands now. The version is the one that was seen and read in the same transaction.
INSERT INTO filling (department, period, region, version, state, rows, editors, saved_by, saved_at, submitted_by, submitted_at, late, reviewed_by, reviewed_at, reason, hand_in)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (department, period) DO UPDATE SET
    version = excluded.version, state = excluded.state, rows = excluded.rows, editors = excluded.editors, saved_by = excluded.saved_by,
    saved_at = excluded.saved_at, submitted_by = excluded.submitted_by, submitted_at = excluded.submitted_at, late = excluded.late,
    reviewed_by = excluded.reviewed_by, reviewed_at = excluded.reviewed_at, reason = excluded.reason, hand_in = excluded.hand_in
WHERE filling.version = excluded.version - 1
