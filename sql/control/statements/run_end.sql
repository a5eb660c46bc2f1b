-- How a computation ended.
UPDATE run SET rev = ?, took_ms = ?, months = ?, rows = ?, state = ?, note = ? WHERE id = ?
