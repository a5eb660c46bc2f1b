-- A new account; none is written over.
INSERT INTO account (name, role, departments, password, created_at) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (name) DO NOTHING
