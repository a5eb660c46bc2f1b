-- Staged rows that are older than the newest that told of their key, in whatever month. That a newer file lacks the key says
-- nothing of other months; what it took away told of the key when that was last in a file. Where two rows have one version,
-- one is a repair's: it told of the key no later than the other.
SELECT staged.line
FROM (
    SELECT line, version, cityHash64(tuple(${key})) AS k
    FROM ${stage}
    WHERE bad = 0
) AS staged
INNER JOIN (
    SELECT k, max(newest) AS newest
    FROM (
        SELECT month, cityHash64(tuple(${key})) AS k, argMax(f.told, (f.version, bitNot(f.told))) AS newest
        FROM ${fact} AS f
        WHERE source = {source:String} AND cityHash64(tuple(${key})) IN (SELECT cityHash64(tuple(${key})) FROM ${stage} WHERE bad = 0)
        GROUP BY month, k
    )
    GROUP BY k
) AS known ON known.k = staged.k
WHERE known.newest > staged.version
