-- Keys that stand in the file only as rejected rows: their last good row stays.
SELECT cityHash64(tuple(${key}))
FROM ${stage}
WHERE cityHash64(tuple(${key})) IN (SELECT cityHash64(tuple(${key})) FROM ${stage} WHERE bad != 0)
GROUP BY cityHash64(tuple(${key}))
HAVING countIf(bad = 0) = 0
