-- How many facts edition_facts gives.
SELECT count()
FROM ${fact} AS f FINAL
WHERE is_deleted = 0 AND month IN ({months:Array(Date)})
