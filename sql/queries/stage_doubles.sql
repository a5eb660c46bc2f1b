-- Lines whose key stands more than once: an older version is stale, an equal row a duplicate, and different rows of one
-- version a conflict that nobody may decide by guessing.
SELECT
    line,
    multiIf(version < newest, 'stale', kinds > 1, 'conflict', line > first_line, 'duplicate', '') AS verdict
FROM (
    SELECT
        line,
        version,
        max(version) OVER (PARTITION BY ${key}) AS newest,
        min(line) OVER (PARTITION BY ${key}, version) AS first_line,
        uniqExact(row_hash) OVER (PARTITION BY ${key}, version) AS kinds
    FROM ${stage}
    WHERE bad = 0 AND cityHash64(tuple(${key})) IN (
        SELECT cityHash64(tuple(${key}))
        FROM ${stage}
        WHERE bad = 0
        GROUP BY cityHash64(tuple(${key}))
        HAVING count() > 1
    )
)
WHERE verdict != ''
ORDER BY line
