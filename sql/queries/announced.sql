-- Announced results from the runs that readers see.
SELECT
    region_code,
    year,
    tier,
    score,
    announced_on,
    document
FROM clock_announced_result
WHERE (month, run) IN (SELECT p.1, p.2 FROM (SELECT arrayJoin(arrayZip({months:Array(Date)}, {runs:Array(UInt64)})) AS p))
    AND ({every_region:UInt8} = 1 OR region_code IN ({regions:Array(String)}))
ORDER BY region_code, year DESC
