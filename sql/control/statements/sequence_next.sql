-- The next number of a sequence.
INSERT INTO sequence (name, value) VALUES (?, 1)
ON CONFLICT (name) DO UPDATE SET value = value + 1
RETURNING value
