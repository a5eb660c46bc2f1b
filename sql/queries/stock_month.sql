-- The last month of a stock among the months that readers see.
SELECT max(k.month) AS last_month
FROM ${table} AS k
WHERE stock = 1 AND region_code = {region:String}
    AND (k.month, run) IN (SELECT p.1, p.2 FROM (SELECT arrayJoin(arrayZip({months:Array(Date)}, {runs:Array(UInt64)})) AS p))
    AND ({every_region:UInt8} = 1 OR region_code IN ({regions:Array(String)}))
