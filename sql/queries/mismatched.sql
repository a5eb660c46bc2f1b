-- Sources whose live rows are not what was reconciled: a load that died, or an older one that slipped in. They are repaired from landed bytes.
SELECT source, month
FROM (
    SELECT source, month, toInt64(count()) AS n, toInt64(sum(row_hash)) AS h
    FROM ${fact} FINAL
    WHERE is_deleted = 0 AND ({source:String} = '' OR source = {source:String})
    GROUP BY source, month
    UNION ALL
    SELECT source, month, -argMax(r.n, r.seq) AS n, -argMax(r.h, r.seq) AS h
    FROM reconciled AS r
    WHERE dataset = {dataset:String} AND ({source:String} = '' OR source = {source:String})
    GROUP BY source, month
)
GROUP BY source, month
HAVING sum(n) != 0 OR sum(h) != 0
ORDER BY source, month
