-- Stops a load that has not begun to be applied.
UPDATE load SET state = 'held' WHERE id = ? AND state IN ('landed', 'staged')
