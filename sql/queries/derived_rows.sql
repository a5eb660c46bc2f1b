-- How many rows a run has made, by month.
SELECT
    month,
    count() AS rows
FROM ${table}
WHERE run = {run:UInt64}
GROUP BY month
ORDER BY month
