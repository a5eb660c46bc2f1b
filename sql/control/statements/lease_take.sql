-- Takes a lease that is free, expired or already one's own.
INSERT INTO lease (name, owner, expires_at) VALUES (?1, ?2, ?3)
ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, expires_at = excluded.expires_at
WHERE lease.owner = excluded.owner OR lease.expires_at < ?4
