-- Scores of a year from the run that readers see.
SELECT
    region_code,
    scheme,
    node,
    parent,
    depth,
    score,
    weight,
    full,
    contribution,
    rank,
    tier,
    status,
    reason
FROM score
WHERE run = {run:UInt64} AND year = {year:UInt16}
    AND ({every_region:UInt8} = 1 OR region_code IN ({regions:Array(String)}))
ORDER BY region_code, position
