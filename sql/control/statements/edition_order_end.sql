-- How it ended.
UPDATE edition_order SET state = ?, note_zh = ?, note_en = ?, ended_at = ? WHERE no = ? AND state = 'waiting'
