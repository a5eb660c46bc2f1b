-- A run was broken off: its interval is due again. One that has ended meanwhile stays ended.
UPDATE source_run SET state = 'interrupted', finished_at = ?, note = 'interrupted by a stop' WHERE source = ? AND due_at = ? AND state = 'running'
