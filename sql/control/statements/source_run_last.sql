-- The newest interval of every source.
SELECT source, due_at, state, cause, attempt, started_at, finished_at, note
FROM source_run
WHERE (source, due_at) IN (SELECT source, max(due_at) FROM source_run GROUP BY source)
