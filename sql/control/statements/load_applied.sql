-- All applied loads of a source, the one of the newest data first.
SELECT
    load.id, load.source, load.dataset, load.scope, load.file, file.name, file.received_sha, file.seen_size, file.encoding, load.as_of, load.increment,
    load.state, load.attempt, load.approved, load.fingerprint, load.read, load.accepted, load.rejected, load.upserts, load.tombstones, load.stale,
    load.kept, load.note_zh, load.note_en, load.created_at, load.finished_at
FROM load
JOIN file ON file.id = load.file
WHERE load.source = ? AND load.state = 'applied'
ORDER BY load.as_of DESC, load.id DESC
