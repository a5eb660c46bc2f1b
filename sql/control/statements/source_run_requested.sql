-- Runs that a person asked for and that have not begun, or were broken off.
SELECT source, due_at, state, cause, attempt, started_at, finished_at, note
FROM source_run
WHERE cause = 'hand' AND state IN ('requested', 'interrupted')
ORDER BY due_at, source
