-- The loads that count today.
SELECT
    load.id, load.source, load.dataset, load.scope, load.file, file.name, file.received_sha, file.seen_size, file.encoding, load.as_of, load.increment,
    load.state, load.attempt, load.approved, load.fingerprint, load.read, load.accepted, load.rejected, load.upserts, load.tombstones, load.stale,
    load.kept, load.note_zh, load.note_en, load.created_at, load.finished_at
FROM load
JOIN file ON file.id = load.file
WHERE load.state = 'held' OR load.id IN (
    SELECT id FROM (
        SELECT id, row_number() OVER (
            PARTITION BY source, CASE WHEN increment = 1 THEN 'file ' || file ELSE scope END
            ORDER BY as_of DESC, id DESC) AS place
        FROM load
        WHERE state = 'applied')
    WHERE place = 1)
ORDER BY load.id
