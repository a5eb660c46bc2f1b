-- Writes what the landed files say over whatever stands in its place, also that a key is gone: of equal versions the one that
-- was written last wins.
INSERT INTO ${fact}
SELECT ${stage}.* EXCEPT (bad, content) REPLACE (greatest(version, known.newest) AS version)
FROM ${stage}
LEFT JOIN (
    SELECT cityHash64(tuple(month, ${key})) AS k, max(version) AS newest
    FROM ${fact}
    WHERE source = {source:String}
        AND cityHash64(tuple(month, ${key})) IN (SELECT cityHash64(tuple(month, ${key})) FROM ${stage} WHERE bad = 0)
    GROUP BY k
) AS known ON known.k = cityHash64(tuple(month, ${key}))
WHERE bad = 0
    AND (is_deleted = 1 OR ${changed})
    AND ${fence}
SETTINGS max_partitions_per_insert_block = 1000, use_index_for_in_with_subqueries = 0
