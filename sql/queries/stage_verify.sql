-- Every record must stand in the stage once, and every accepted key once.
SELECT
    count()                                            AS rows,
    uniqExact(line)                                    AS lines,
    countIf(bad = 0)                                   AS accepted,
    uniqExactIf(cityHash64(tuple(${key})), bad = 0)    AS keys
FROM ${stage}
