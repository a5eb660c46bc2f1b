-- A rejected key that the file before did not have was gone by then: nothing of it is kept.
ALTER TABLE ${stage} DELETE WHERE bad != 0 AND cityHash64(tuple(${key})) NOT IN (SELECT cityHash64(tuple(${key})) FROM ${before})
SETTINGS mutations_sync = 2
