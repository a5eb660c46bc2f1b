-- What the load will change, by month, written before anything is applied.
INSERT INTO load_effect (dataset, source, load, month, n, h, base_n, base_h)
SELECT
    {dataset:String},
    {source:String},
    {load:UInt64},
    effect.month,
    effect.n,
    effect.h,
    base.n,
    base.h
FROM (
    SELECT month, sum(n) AS n, sum(h) AS h
    FROM (
        SELECT month, toInt64(1) AS n, toInt64(row_hash) AS h
        FROM ${stage}
        WHERE bad = 0 AND is_deleted = 0 AND ${fresh}
        UNION ALL
        SELECT month, toInt64(-1) AS n, -toInt64(row_hash) AS h
        FROM ${fact} FINAL
        WHERE source = {source:String} AND is_deleted = 0
            AND cityHash64(tuple(${key})) IN (SELECT cityHash64(tuple(${key})) FROM ${stage} WHERE bad = 0 AND ${fresh})
        UNION ALL
        SELECT month, toInt64(-1) AS n, -toInt64(row_hash) AS h
        FROM ${fact} FINAL
        WHERE {snapshot:UInt8} = 1 AND source = {source:String} AND is_deleted = 0 AND ${scope}
            AND cityHash64(tuple(${key})) NOT IN (SELECT cityHash64(tuple(${key})) FROM ${stage})
    )
    GROUP BY month
    HAVING n != 0 OR h != 0
) AS effect
LEFT JOIN (
    SELECT r.month AS month, argMax(r.n, r.seq) AS n, argMax(r.h, r.seq) AS h
    FROM reconciled AS r
    WHERE dataset = {dataset:String} AND source = {source:String}
    GROUP BY r.month
) AS base ON base.month = effect.month
SETTINGS use_index_for_in_with_subqueries = 0
