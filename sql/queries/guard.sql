-- Must return no row: what derive read, by feed and month, is what was reconciled.
SELECT feed, month
FROM (
    SELECT read.feed AS feed, month, toInt64(count()) AS n, toInt64(sum(read.h)) AS h
    FROM ${table}
    ARRAY JOIN reads AS read
    WHERE run = {run:UInt64}
    GROUP BY feed, month
    UNION ALL
    SELECT concat(dataset, '/', source) AS feed, month, -argMax(r.n, r.seq) AS n, -argMax(r.h, r.seq) AS h
    FROM reconciled AS r
    WHERE dataset IN ({feeds:Array(String)}) AND month IN ({months:Array(Date)})
    GROUP BY dataset, source, month
)
GROUP BY feed, month
HAVING sum(n) != 0 OR sum(h) != 0
ORDER BY feed, month
