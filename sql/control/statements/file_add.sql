-- A landed file.
INSERT INTO file (source, name, seen_size, seen_at, received_sha, received_at, encoding, manifest, source_hash, problem_zh, problem_en)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
