-- Problems to be put right that are closed or due in the months given.
SELECT
    'rectification' AS plan,
    case_no,
    '' AS task,
    title,
    org_code,
    toDate(found_at, 'Asia/Shanghai') AS begun,
    due_date,
    toDate(closed_at, 'Asia/Shanghai') AS done_date,
    '' AS status,
    CAST([], 'Array(String)') AS indicators
FROM clock_rectification
WHERE (month, run) IN (SELECT p.1, p.2 FROM (SELECT arrayJoin(arrayZip({months:Array(Date)}, {runs:Array(UInt64)})) AS p))
    AND region_code = {region:String}
    AND ({every_region:UInt8} = 1 OR region_code IN ({regions:Array(String)}))
ORDER BY case_no, month, source, line
