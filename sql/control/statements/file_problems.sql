-- Files that could not be landed, unless a later one of the same name could.
SELECT id, source, name, seen_size, seen_at, received_sha, received_at, encoding, manifest, source_hash, problem_zh, problem_en
FROM file
WHERE problem_zh != '' AND id IN (SELECT max(id) FROM file GROUP BY source, name)
ORDER BY id DESC
LIMIT ?
