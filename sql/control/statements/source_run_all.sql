-- Every interval of a source.
SELECT source, due_at, state, cause, attempt, started_at, finished_at, note
FROM source_run
WHERE source = ?
ORDER BY due_at
