-- Must return no row: every month that the load was to change has become what it was plus the change.
SELECT month
FROM (
    SELECT month, n + base_n AS n, h + base_h AS h
    FROM load_effect
    WHERE dataset = {dataset:String} AND source = {source:String} AND load = {load:UInt64}
    UNION ALL
    SELECT month, -toInt64(count()) AS n, -toInt64(sum(row_hash)) AS h
    FROM ${fact} FINAL
    WHERE source = {source:String} AND is_deleted = 0
        AND month IN (SELECT month FROM load_effect WHERE dataset = {dataset:String} AND source = {source:String} AND load = {load:UInt64})
    GROUP BY month
)
GROUP BY month
HAVING sum(n) != 0 OR sum(h) != 0
ORDER BY month
