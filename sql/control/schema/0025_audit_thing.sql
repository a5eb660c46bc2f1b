-- The lines about one thing.
CREATE INDEX IF NOT EXISTS audit_thing ON audit (thing, id)
