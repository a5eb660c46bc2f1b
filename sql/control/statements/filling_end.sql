-- The sheet of a round that ended, unless it went on since.
UPDATE filling SET state = ?, version = version + 1 WHERE hand_in = ? AND state = 'approved'
