-- Whether a source has any row yet: the first load compares with nothing.
SELECT count() AS rows
FROM (SELECT 1 FROM ${fact} WHERE source = {source:String} LIMIT 1)
