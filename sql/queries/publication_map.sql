-- What readers see: for each part and period the run of the highest (rev, run).
SELECT
    part,
    period,
    newest.1 AS rev,
    newest.2 AS run,
    newest.3 AS rows,
    newest.4 AS digest,
    newest.5 AS formula,
    newest.6 AS as_of,
    newest.7 AS at
FROM (
    SELECT
        p.part AS part,
        p.period AS period,
        argMax((p.rev, p.run, p.rows, p.digest, p.formula, p.as_of, p.at), (p.rev, p.run)) AS newest
    FROM publication AS p
    GROUP BY p.part, p.period
)
ORDER BY part, period
