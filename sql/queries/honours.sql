-- Honours of a region from the runs that readers see, the newest year first.
SELECT
    year,
    title,
    level,
    awarded_by,
    awarded_on,
    document,
    org_code,
    theme,
    basis,
    note
FROM clock_honour
WHERE (month, run) IN (SELECT p.1, p.2 FROM (SELECT arrayJoin(arrayZip({months:Array(Date)}, {runs:Array(UInt64)})) AS p))
    AND region_code = {region:String}
    AND ({every_region:UInt8} = 1 OR region_code IN ({regions:Array(String)}))
ORDER BY year DESC, awarded_on DESC NULLS LAST, title
