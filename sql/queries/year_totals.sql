-- The total of every region in every year that readers see, and how many indicators count in it by an imputed value.
SELECT
    region_code,
    year,
    anyIf(node, depth = 0)   AS total,
    anyIf(score, depth = 0)  AS total_score,
    anyIf(rank, depth = 0)   AS total_rank,
    anyIf(tier, depth = 0)   AS total_tier,
    anyIf(status, depth = 0) AS total_status,
    anyIf(reason, depth = 0) AS total_reason,
    countIf(status = 'imputed' AND weight > 0) AS imputed
FROM score
WHERE (year, run) IN (SELECT p.1, p.2 FROM (SELECT arrayJoin(arrayZip({years:Array(UInt16)}, {runs:Array(UInt64)})) AS p))
    AND ({every_region:UInt8} = 1 OR region_code IN ({regions:Array(String)}))
GROUP BY region_code, year
HAVING countIf(depth = 0) > 0
ORDER BY year DESC, region_code
