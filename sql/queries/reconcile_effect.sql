-- Must return no row: every month that the load was to change has become what it was plus the change, and no key of the
-- load stands in two months (another load may have moved it meanwhile, which no sum by month can see).
SELECT DISTINCT month
FROM (
    SELECT month
    FROM (
        SELECT month, n + base_n AS n, h + base_h AS h
        FROM load_effect
        WHERE dataset = {dataset:String} AND source = {source:String} AND load = {load:UInt64}
        UNION ALL
        SELECT month, -toInt64(count()) AS n, -toInt64(sum(row_hash)) AS h
        FROM ${fact} FINAL
        WHERE source = {source:String} AND is_deleted = 0 AND month IN (
            SELECT month
            FROM load_effect
            WHERE dataset = {dataset:String} AND source = {source:String} AND load = {load:UInt64})
        GROUP BY month
    )
    GROUP BY month
    HAVING sum(n) != 0 OR sum(h) != 0
    UNION ALL
    SELECT max(month) AS month
    FROM ${fact} FINAL
    WHERE source = {source:String} AND is_deleted = 0
        AND cityHash64(tuple(${key})) IN (SELECT cityHash64(tuple(${key})) FROM ${stage} WHERE bad = 0)
    GROUP BY cityHash64(tuple(${key}))
    HAVING count() > 1
)
ORDER BY month
SETTINGS use_index_for_in_with_subqueries = 0
