-- A load ends as applied, unless a repair of its source has taken a later number than it did: that one has not counted it in.
UPDATE load
SET state = 'applied', read = ?1, accepted = ?2, rejected = ?3, upserts = ?4, tombstones = ?5, stale = ?6, kept = ?7, note_zh = ?8, note_en = ?9, finished_at = ?10
WHERE attempt = ?11 AND id = ?12 AND state != 'applied' AND NOT EXISTS (
    SELECT 1 FROM setting WHERE name = 'repair:' || load.source AND CAST(value AS INTEGER) > ?13)
