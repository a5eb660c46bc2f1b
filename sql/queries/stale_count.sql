-- How many accepted rows are older than what is in.
SELECT count() AS rows
FROM (${stale})
