-- The rows of a clock that hold a case's number, with all that its page tells: what counts comes before what another source tells
-- again.
SELECT
    ${number} AS number,
    any(k.month) AS of_month,
    k.source AS source,
    k.load AS load,
    k.line AS line,
    ${cells} AS cells,
    ${events} AS events,
    ${spans} AS spans,
    ${counted} AS counted,
    ${promise} AS promise,
    ${is_stock} AS of_stock,
    ${is_double} AS told_again,
    ${numerators} AS numerators,
    ${denominators} AS denominators
FROM ${table} AS k
WHERE (k.month, k.run) IN (SELECT p.1, p.2 FROM (SELECT arrayJoin(arrayZip({months:Array(Date)}, {runs:Array(UInt64)})) AS p))
    AND region_code = {region:String}
    AND ({every_region:UInt8} = 1 OR region_code IN ({regions:Array(String)}))
    AND toString(k.${column}) = {no:String}
    AND (${within})
GROUP BY k.source, k.load, k.line
ORDER BY of_stock, told_again, source, load, line
LIMIT 200
