-- Gives a lease back.
DELETE FROM lease WHERE name = ? AND owner = ?
