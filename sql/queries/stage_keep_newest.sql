-- Of every key the newest version alone.
ALTER TABLE ${stage} DELETE WHERE (cityHash64(tuple(${key})), version) NOT IN (
    SELECT cityHash64(tuple(${key})), max(version)
    FROM ${stage}
    WHERE bad = 0
    GROUP BY cityHash64(tuple(${key})))
    AND (bad = 0 OR cityHash64(tuple(${key})) IN (SELECT cityHash64(tuple(${key})) FROM ${stage} WHERE bad = 0))
SETTINGS mutations_sync = 2
