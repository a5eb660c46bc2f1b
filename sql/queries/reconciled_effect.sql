-- Writes down the digests of the months that the load changed, and a row of nothing that says it is done.
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
    SELECT month, n + base_n AS n, h + base_h AS h
    FROM load_effect
    WHERE dataset = {dataset:String} AND source = {source:String} AND load = {load:UInt64}
    UNION ALL
    SELECT toDate(0) AS month, toInt64(0) AS n, toInt64(0) AS h
)
GROUP BY month
