-- One more attempt.
UPDATE load SET attempt = attempt + 1 WHERE id = ? RETURNING attempt
