-- A person lets a held load pass.
UPDATE load SET approved = 1, state = 'landed', note_zh = '', note_en = '' WHERE id = ? AND state = 'held'
