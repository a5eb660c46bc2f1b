-- The good rows of the file before, for the keys that stand as rejected rows alone.
INSERT INTO ${stage}
SELECT ${before}.*
FROM ${before}
WHERE bad = 0 AND cityHash64(tuple(${key})) IN (${kept})
