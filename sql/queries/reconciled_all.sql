-- Writes down the digests of a snapshot of everything: what was staged and what was kept; months that it emptied become 0.
INSERT INTO reconciled (dataset, source, scope, load, version, seq, month, n, h, at)
SELECT
    {dataset:String},
    {source:String},
    {scope:String},
    {load:UInt64},
    {version:UInt64},
    {seq:UInt64},
    month,
    sum(n),
    sum(h),
    {at:DateTime('Asia/Shanghai')}
FROM (
    SELECT month, toInt64(count()) AS n, toInt64(sum(row_hash)) AS h
    FROM ${stage}
    WHERE bad = 0 AND is_deleted = 0
    GROUP BY month
    UNION ALL
    SELECT month, toInt64(count()) AS n, toInt64(sum(row_hash)) AS h
    FROM ${fact} FINAL
    WHERE source = {source:String} AND is_deleted = 0 AND cityHash64(tuple(${key})) IN (${kept})
    GROUP BY month
    UNION ALL
    SELECT DISTINCT month, toInt64(0) AS n, toInt64(0) AS h
    FROM reconciled
    WHERE dataset = {dataset:String} AND source = {source:String}
    UNION ALL
    SELECT toDate(0) AS month, toInt64(0) AS n, toInt64(0) AS h
)
GROUP BY month
SETTINGS use_index_for_in_with_subqueries = 0
