-- Of every key the newest accepted version alone; nothing rejected stays.
ALTER TABLE ${fold} DELETE WHERE bad != 0 OR (cityHash64(tuple(${key})), version) NOT IN (
    SELECT cityHash64(tuple(${key})), max(version)
    FROM ${fold}
    WHERE bad = 0
    GROUP BY cityHash64(tuple(${key})))
SETTINGS mutations_sync = 2
