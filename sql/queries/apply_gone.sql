-- Takes away what a snapshot no longer has in its scope, and what moved to another month inside it. A tombstone needs the
-- key only, and when the key was last told of here.
INSERT INTO ${fact} (source, month, ${key}, is_deleted, version, told, load)
SELECT
    source,
    month,
    ${key},
    1,
    ${gone_version},
    ${gone_told},
    {load:UInt64}
FROM ${fact} FINAL
WHERE source = {source:String} AND is_deleted = 0
    AND ${scope}
    AND cityHash64(tuple(month, ${key})) NOT IN (SELECT cityHash64(tuple(month, ${key})) FROM ${stage} WHERE bad = 0)
    AND cityHash64(tuple(${key})) NOT IN (${kept})
    AND ${fence}
SETTINGS max_insert_threads = 2, max_partitions_per_insert_block = 1000, use_index_for_in_with_subqueries = 0
