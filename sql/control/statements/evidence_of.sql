-- The files of a sheet.
SELECT id, department, period, indicator, name, kind, sha, bytes, added_by, added_at
FROM evidence WHERE department = ? AND period = ? AND dropped_at = 0
ORDER BY indicator, id
