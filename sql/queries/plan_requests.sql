-- Requests of enterprises that are still open, of the months in which they are due.
SELECT
    'request' AS plan,
    case_no,
    topic AS task,
    '' AS title,
    org_code,
    toDate(received_at, 'Asia/Shanghai') AS begun,
    due_on,
    CAST(NULL, 'Nullable(Date)') AS done_date,
    '' AS status,
    CAST([], 'Array(String)') AS indicators
FROM clock_enterprise_request
WHERE (month, run) IN (SELECT p.1, p.2 FROM (SELECT arrayJoin(arrayZip({months:Array(Date)}, {runs:Array(UInt64)})) AS p))
    AND region_code = {region:String}
    AND ({every_region:UInt8} = 1 OR region_code IN ({regions:Array(String)}))
    AND is_closed = 0
ORDER BY due_on, case_no
