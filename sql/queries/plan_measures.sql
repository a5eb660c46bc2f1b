-- Measures of the yearly plan and tasks of the campaign that are done or due in the months given, open ones by their due day.
SELECT
    plan,
    case_no,
    task,
    title,
    org_code,
    CAST(NULL, 'Nullable(Date)') AS begun,
    due_date,
    done_date,
    status,
    indicators
FROM clock_measure
WHERE (month, run) IN (SELECT p.1, p.2 FROM (SELECT arrayJoin(arrayZip({months:Array(Date)}, {runs:Array(UInt64)})) AS p))
    AND region_code = {region:String}
    AND ({every_region:UInt8} = 1 OR region_code IN ({regions:Array(String)}))
ORDER BY case_no, month, source, line
