-- Stages left behind by attempts that died.
SELECT name
FROM system.tables
WHERE database = currentDatabase() AND name LIKE 'stage\\_%'
ORDER BY name
