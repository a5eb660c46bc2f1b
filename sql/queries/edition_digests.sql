-- What was reconciled of feeds and months, as the table reconciled has it: the newest of each.
SELECT
    dataset,
    source,
    newest.1 AS scope,
    newest.2 AS load,
    newest.3 AS version,
    newest.4 AS seq,
    month,
    newest.5 AS n,
    newest.6 AS h,
    newest.7 AS at
FROM (
    SELECT
        r.dataset AS dataset,
        r.source AS source,
        r.month AS month,
        argMax((r.scope, r.load, r.version, r.seq, r.n, r.h, r.at), r.seq) AS newest
    FROM reconciled AS r
    WHERE (r.dataset, r.month) IN (SELECT p.1, p.2 FROM (SELECT arrayJoin(arrayZip({datasets:Array(String)}, {months:Array(Date)})) AS p))
    GROUP BY dataset, source, month
)
ORDER BY dataset, source, month
FORMAT Parquet
