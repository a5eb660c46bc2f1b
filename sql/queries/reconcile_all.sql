-- Must return no row: by month, what is live is what was staged; keys that were kept stand aside.
SELECT month
FROM (
    SELECT month, toInt64(count()) AS n, toInt64(sum(row_hash)) AS h
    FROM ${fact} FINAL
    WHERE source = {source:String} AND is_deleted = 0 AND cityHash64(tuple(${key})) NOT IN (${kept})
    GROUP BY month
    UNION ALL
    SELECT month, -toInt64(count()) AS n, -toInt64(sum(row_hash)) AS h
    FROM ${stage}
    WHERE bad = 0 AND is_deleted = 0
    GROUP BY month
)
GROUP BY month
HAVING sum(n) != 0 OR sum(h) != 0
ORDER BY month
SETTINGS use_index_for_in_with_subqueries = 0
