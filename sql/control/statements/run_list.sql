-- The newest computations.
SELECT id, rev, started_at, took_ms, months, rows, state, note
FROM run
ORDER BY id DESC
LIMIT ?
