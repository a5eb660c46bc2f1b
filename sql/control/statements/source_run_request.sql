-- A person asks for a run; the planner takes it up.
INSERT INTO source_run (source, due_at, state, cause, attempt, started_at) VALUES (?, ?, 'requested', 'hand', 0, ?)
ON CONFLICT (source, due_at) DO NOTHING
