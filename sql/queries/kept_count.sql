-- How many live rows stay although their new row was rejected.
SELECT count() AS rows
FROM ${fact} FINAL
WHERE source = {source:String} AND is_deleted = 0 AND cityHash64(tuple(${key})) IN (${kept})
SETTINGS use_index_for_in_with_subqueries = 0
