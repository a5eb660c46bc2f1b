-- A landed file: what was received, and where its UTF-8 form lies. seen_size and seen_at tell an unchanged file without reading it.
CREATE TABLE IF NOT EXISTS file (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    source       TEXT NOT NULL,
    name         TEXT NOT NULL,
    seen_size    INTEGER NOT NULL,
    seen_at      INTEGER NOT NULL, -- the file's own modification time, nanoseconds
    received_sha TEXT NOT NULL,
    received_at  INTEGER NOT NULL, -- unix seconds
    encoding     TEXT NOT NULL,
    manifest     TEXT NOT NULL,    -- JSON, package etl/source/file
    source_hash  TEXT NOT NULL,    -- of the source's description: a refused file is read again when that was mended
    problem_zh   TEXT NOT NULL DEFAULT '', -- why it could not be landed
    problem_en   TEXT NOT NULL DEFAULT ''
)
