-- A file behind a value.
INSERT INTO evidence (department, period, indicator, name, kind, sha, bytes, added_by, added_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
