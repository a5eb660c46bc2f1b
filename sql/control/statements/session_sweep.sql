-- Takes away sessions that have ended.
DELETE FROM session WHERE expires_at <= ?
