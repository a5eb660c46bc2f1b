-- How many live rows of the scope there are, and how many of them the snapshot no longer has.
SELECT
    count() AS live,
    countIf(cityHash64(tuple(${key})) NOT IN (SELECT cityHash64(tuple(${key})) FROM ${stage})) AS vanished
FROM ${fact} FINAL
WHERE source = {source:String} AND is_deleted = 0 AND ${scope}
SETTINGS use_index_for_in_with_subqueries = 0
