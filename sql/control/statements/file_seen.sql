-- A file that was seen under this name, size and time.
SELECT id, source, name, seen_size, seen_at, received_sha, received_at, encoding, manifest, source_hash, problem_zh, problem_en
FROM file
WHERE source = ? AND name = ? AND seen_size = ? AND seen_at = ?
ORDER BY id DESC
LIMIT 1
