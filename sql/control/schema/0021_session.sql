-- Sessions of people who are logged in, by the hash of their token.
CREATE TABLE IF NOT EXISTS session (
    token      TEXT PRIMARY KEY,
    data       BLOB NOT NULL,
    expires_at INTEGER NOT NULL -- unix milliseconds
)
