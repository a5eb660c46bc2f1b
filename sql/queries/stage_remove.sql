-- Rows that are stale inside their own file, or that have come back as rejected ones. The stage is private: nobody reads it meanwhile.
ALTER TABLE ${stage} DELETE WHERE bad = 0 AND line IN (SELECT line FROM ${fix})
SETTINGS mutations_sync = 2
