-- Looking for a file that was seen before.
CREATE INDEX IF NOT EXISTS file_seen ON file (source, name, seen_size, seen_at)
