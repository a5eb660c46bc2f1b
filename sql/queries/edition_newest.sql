-- The newest event: readers look here for whether another edition is shown.
SELECT max(seq)
FROM edition_event
