-- Somebody asks for it.
INSERT INTO edition_order (deed, year, edition, publish, asked_by, reason, asked_at, state) VALUES (?, ?, ?, ?, ?, ?, ?, 'waiting')
