-- The newest interval of every source that counts: what was asked for by hand covers an earlier interval only when it was done.
SELECT source, due_at, state, cause, attempt, started_at, finished_at, note
FROM source_run
WHERE (source, due_at) IN (SELECT source, max(due_at) FROM source_run WHERE cause != 'hand' OR state = 'done' GROUP BY source)
