-- The current facts of {months}, every column there is, in an order of their own: the same facts give the same file.
SELECT f.*
FROM ${fact} AS f FINAL
WHERE is_deleted = 0 AND month IN ({months:Array(Date)})
ORDER BY month, source, ${key}
FORMAT Parquet
