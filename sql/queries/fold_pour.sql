-- A load's stage into the fold of its source, but for rows of keys that the fold knows by a newer one. Rejected rows of a
-- snapshot go with them: a key that a file has as a rejected row is not gone.
INSERT INTO ${fold}
SELECT ${stage}.*
FROM ${stage}
LEFT JOIN (
    SELECT cityHash64(tuple(${key})) AS k, max(version) AS newest
    FROM ${fold}
    WHERE bad = 0
    GROUP BY k
) AS folded ON folded.k = cityHash64(tuple(${key}))
WHERE if(bad = 0, folded.newest < version, {snapshot:UInt8} = 1 AND folded.newest < {version:UInt64})
