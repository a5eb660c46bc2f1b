-- The digests that derive is allowed to read: the newest of every feed and month, and the newest seq of all.
SELECT
    dataset,
    source,
    month,
    argMax(r.n, r.seq) AS n,
    argMax(r.h, r.seq) AS h,
    max(r.seq) AS seq
FROM reconciled AS r
GROUP BY dataset, source, month
ORDER BY dataset, source, month
