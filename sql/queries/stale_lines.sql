-- Staged rows that are older than what is known of their key, in whatever month. Of an increment also what was withdrawn
-- counts; that a key is gone from one month's newer snapshot does not say that it is not in another month.
SELECT staged.line
FROM (
    SELECT line, version, cityHash64(tuple(${key})) AS k
    FROM ${stage}
    WHERE bad = 0
) AS staged
INNER JOIN (
    SELECT cityHash64(tuple(${key})) AS k, max(version) AS newest
    FROM ${fact}${alive}
        AND source = {source:String} AND cityHash64(tuple(${key})) IN (SELECT cityHash64(tuple(${key})) FROM ${stage} WHERE bad = 0)
    GROUP BY k
) AS known ON known.k = staged.k
WHERE known.newest > staged.version
