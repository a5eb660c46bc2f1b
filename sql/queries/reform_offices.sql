-- How many offices gave an opinion of their own on a case, before a reform's first month and since, by the month of the opinion.
SELECT
    if(month < {start:Date}, 'before', 'after') AS side,
    uniqExact(${case})                       AS cases,
    uniqExact(${case}, ${office}) / cases    AS offices
FROM ${table}
WHERE (month, run) IN (SELECT p.1, p.2 FROM (SELECT arrayJoin(arrayZip({months:Array(Date)}, {runs:Array(UInt64)})) AS p))
    AND region_code = {region:String}
    AND ({every_region:UInt8} = 1 OR region_code IN ({regions:Array(String)}))
    AND stock = 0
    AND is_closed
GROUP BY side
ORDER BY side
