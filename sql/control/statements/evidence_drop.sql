-- Takes a file off its sheet.
UPDATE evidence SET dropped_at = ? WHERE id = ? AND dropped_at = 0
