-- How a round ended.
UPDATE hand_in SET state = ?, load = ?, note_zh = ?, note_en = ? WHERE id = ? AND state = 'approved'
