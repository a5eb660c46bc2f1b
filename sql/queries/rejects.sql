-- A page of rejected rows of the loads and attempts that count.
SELECT
    source,
    dataset,
    load,
    line,
    record_key,
    kept,
    reasons,
    content,
    at,
    count() OVER () AS total
FROM reject
WHERE (load, attempt) IN (SELECT p.1, p.2 FROM (SELECT arrayJoin(arrayZip({loads:Array(UInt64)}, {attempts:Array(UInt32)})) AS p))
    AND ({source:String} = '' OR source = {source:String})
    AND ({reason:String} = '' OR has(reasons, {reason:String}))
    AND ({every_region:UInt8} = 1 OR region_code IN ({regions:Array(String)}))
ORDER BY load DESC, line
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
