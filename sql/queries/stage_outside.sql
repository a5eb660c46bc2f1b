-- Lines of accepted rows that lie outside what the file speaks for.
SELECT line
FROM ${stage}
WHERE bad = 0 AND NOT (${scope})
ORDER BY line
