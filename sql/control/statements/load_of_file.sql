-- The newest load of a file by its name.
SELECT
    load.id, load.source, load.dataset, load.scope, load.file, file.name, file.received_sha, file.seen_size, file.encoding, load.as_of, load.increment,
    load.state, load.attempt, load.approved, load.fingerprint, load.read, load.accepted, load.rejected, load.upserts, load.tombstones, load.stale,
    load.kept, load.note_zh, load.note_en, load.created_at, load.finished_at
FROM load
JOIN file ON file.id = load.file
WHERE load.source = ? AND file.name = ?
ORDER BY load.id DESC
LIMIT 1
