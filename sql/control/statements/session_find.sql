-- A session that has not ended.
SELECT data FROM session WHERE token = ? AND expires_at > ?
