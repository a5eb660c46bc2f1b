-- Numbers a load.
INSERT INTO load (source, dataset, scope, file, as_of, increment, state, fingerprint, note_zh, note_en, created_at, finished_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
