-- A file by its number.
SELECT id, source, name, seen_size, seen_at, received_sha, received_at, encoding, manifest, source_hash, problem_zh, problem_en
FROM file
WHERE id = ?
