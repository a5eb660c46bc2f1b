-- How many rows of a load went in and how many were taken away.
SELECT
    countIf(is_deleted = 0) AS upserts,
    countIf(is_deleted = 1) AS tombstones
FROM ${fact}
WHERE source = {source:String} AND load = {load:UInt64}
