-- A setting.
SELECT value FROM setting WHERE name = ?
