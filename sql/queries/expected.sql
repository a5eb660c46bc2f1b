-- The digests that derive is allowed to read: the newest of every feed and month. The newest seq and the number of notes
-- tell of two readings which is the later: notes are only ever added.
SELECT
    dataset,
    source,
    month,
    argMax(r.n, r.seq) AS n,
    argMax(r.h, r.seq) AS h,
    max(r.seq) AS seq,
    count() AS notes
FROM reconciled AS r
GROUP BY dataset, source, month
ORDER BY dataset, source, month
