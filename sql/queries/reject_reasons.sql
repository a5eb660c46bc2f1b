-- How often each rule was broken in the loads that count.
SELECT
    reason,
    any(dataset) AS dataset,
    count() AS rows
FROM reject
ARRAY JOIN reasons AS reason
WHERE (load, attempt) IN (SELECT p.1, p.2 FROM (SELECT arrayJoin(arrayZip({loads:Array(UInt64)}, {attempts:Array(UInt32)})) AS p))
    AND ({source:String} = '' OR source = {source:String})
    AND ({every_region:UInt8} = 1 OR region_code IN ({regions:Array(String)}))
GROUP BY reason
ORDER BY rows DESC, reason
