-- One file, be it that it was taken off since: rounds that were handed in still name it.
SELECT id, department, period, indicator, name, kind, sha, bytes, added_by, added_at FROM evidence WHERE id = ?
