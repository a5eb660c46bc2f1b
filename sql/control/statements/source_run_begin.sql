-- Claims an interval, once; one that was asked for, failed or was broken off may be claimed again.
INSERT INTO source_run (source, due_at, state, cause, started_at) VALUES (?1, ?2, 'running', ?3, ?4)
ON CONFLICT (source, due_at) DO UPDATE SET state = 'running', cause = excluded.cause, started_at = excluded.started_at, finished_at = 0, note = '', attempt = attempt + 1
WHERE source_run.state IN ('requested', 'failed', 'interrupted') OR (source_run.state = 'running' AND source_run.started_at < ?5)
