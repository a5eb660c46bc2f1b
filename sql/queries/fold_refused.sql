-- Rejected rows of keys that have no good row in the fold and that a file of everything lacks: no older one is kept either.
ALTER TABLE ${fold} DELETE WHERE bad != 0
    AND cityHash64(tuple(${key})) NOT IN (SELECT cityHash64(tuple(${key})) FROM ${stage})
    AND cityHash64(tuple(${key})) NOT IN (SELECT cityHash64(tuple(${key})) FROM ${fold} WHERE bad = 0)
SETTINGS mutations_sync = 2
