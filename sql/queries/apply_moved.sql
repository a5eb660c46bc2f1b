-- Takes away the row of a key that now stands in another month or was withdrawn, wherever it lies.
INSERT INTO ${fact} (source, month, ${key}, is_deleted, version, load)
SELECT
    source,
    month,
    ${key},
    1,
    staged.version,
    {load:UInt64}
FROM (
    SELECT source, month, ${key}, version AS live_version, cityHash64(tuple(${key})) AS k
    FROM ${fact} FINAL
    WHERE source = {source:String} AND is_deleted = 0
        AND cityHash64(tuple(${key})) IN (SELECT cityHash64(tuple(${key})) FROM ${stage} WHERE bad = 0)
) AS live
INNER JOIN (
    SELECT cityHash64(tuple(${key})) AS k, month AS to_month, version
    FROM ${stage}
    WHERE bad = 0 AND ${fresh}
) AS staged ON staged.k = live.k
WHERE month != to_month AND live_version <= staged.version AND ${fence}
SETTINGS max_partitions_per_insert_block = 1000, use_index_for_in_with_subqueries = 0
