-- The rejected rows of a stage, for a person who has a file judged before it is handed in.
SELECT
    line,
    arrayStringConcat([${record_key}], ' ') AS record_key,
    arrayMap(bit -> {codes:Array(String)}[bit + 1], bitPositionsToArray(bad)) AS reasons,
    content
FROM ${stage}
WHERE bad != 0
ORDER BY line
LIMIT {limit:UInt64}
