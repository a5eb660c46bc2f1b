-- How often each rule was broken in a stage.
SELECT
    {codes:Array(String)}[bit + 1] AS reason,
    count() AS rows
FROM ${stage}
ARRAY JOIN bitPositionsToArray(bad) AS bit
WHERE bad != 0
GROUP BY reason
ORDER BY rows DESC, reason
