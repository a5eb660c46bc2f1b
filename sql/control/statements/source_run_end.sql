-- Closes an interval.
UPDATE source_run SET state = ?, finished_at = ?, note = ? WHERE source = ? AND due_at = ?
