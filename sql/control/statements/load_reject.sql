-- A person refuses a held load.
UPDATE load SET state = 'rejected', finished_at = ? WHERE id = ? AND state = 'held'
