-- Numbers a computation.
INSERT INTO run (started_at, state) VALUES (?, 'running')
