-- Who works on what, until when. Leases save work; that figures stay right never depends on them.
CREATE TABLE IF NOT EXISTS lease (
    name       TEXT PRIMARY KEY,
    owner      TEXT NOT NULL,
    expires_at INTEGER NOT NULL -- unix milliseconds
)
