-- State, counts and note; an older attempt does not overwrite a newer one's, nor an end that was reached.
UPDATE load
SET state = ?, read = ?, accepted = ?, rejected = ?, upserts = ?, tombstones = ?, stale = ?, kept = ?, note_zh = ?, note_en = ?, finished_at = ?
WHERE attempt = ? AND id = ? AND state NOT IN ('applied')
