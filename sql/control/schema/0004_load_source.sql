-- The loads of a source, newest first.
CREATE INDEX IF NOT EXISTS load_source ON load (source, scope, id)
