-- The loads of a dataset whose records count as received: those that were applied and that no newer delivery replaces. Of a
-- file its newest load. Of a snapshot the newest of its scope. Of increments every file, but one that was handed in again
-- under the same name, for the same day, with as many records or more, is replaced as a whole; a later one with fewer adds to it.
WITH
    standing AS (
        SELECT
            load.*,
            file.name AS name,
            row_number() OVER (PARTITION BY load.source, load.file ORDER BY load.id DESC) AS of_file,
            row_number() OVER (PARTITION BY load.source, load.scope ORDER BY load.as_of DESC, load.id DESC) AS of_scope
        FROM load
        JOIN file ON file.id = load.file
        WHERE load.dataset = ? AND load.state = 'applied'
    ),
    delivered AS (
        SELECT
            standing.*,
            max(standing.read) OVER (PARTITION BY source, name, as_of ORDER BY file DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS again
        FROM standing
        WHERE of_file = 1 AND (increment = 1 OR of_scope = 1)
    )
SELECT
    load.id, load.source, load.dataset, load.scope, load.file, file.name, file.received_sha, file.seen_size, file.encoding, load.as_of, load.increment,
    load.state, load.attempt, load.approved, load.fingerprint, load.read, load.accepted, load.rejected, load.upserts, load.tombstones, load.stale,
    load.kept, load.note_zh, load.note_en, load.created_at, load.finished_at
FROM delivered AS load
JOIN file ON file.id = load.file
WHERE load.increment = 0 OR load.again IS NULL OR load.again < load.read
ORDER BY load.id
