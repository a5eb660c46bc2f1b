-- The loads that a source's rows come from.
SELECT
    load.id, load.source, load.dataset, load.scope, load.file, file.name, file.received_sha, file.seen_size, file.encoding, load.as_of, load.increment,
    load.state, load.attempt, load.approved, load.fingerprint, load.read, load.accepted, load.rejected, load.upserts, load.tombstones, load.stale,
    load.kept, load.note_zh, load.note_en, load.created_at, load.finished_at
FROM load
JOIN file ON file.id = load.file
WHERE load.source = ? AND load.state = 'applied' AND (load.increment = 1 OR load.id IN (
    SELECT id FROM (
        SELECT id, row_number() OVER (PARTITION BY scope ORDER BY as_of DESC, id DESC) AS place
        FROM load
        WHERE source = ? AND state = 'applied')
    WHERE place = 1))
ORDER BY load.as_of, load.id
