-- The total of every region in every year that readers see.
SELECT
    region_code,
    year,
    node,
    score,
    rank,
    tier,
    status,
    reason
FROM score
WHERE (year, run) IN (SELECT p.1, p.2 FROM (SELECT arrayJoin(arrayZip({years:Array(UInt16)}, {runs:Array(UInt64)})) AS p))
    AND depth = 0
    AND ({every_region:UInt8} = 1 OR region_code IN ({regions:Array(String)}))
ORDER BY year DESC, region_code
