-- Open cases by the day on which they were or are due, the earliest first: those that are past it, or those that are not yet.
SELECT
    case_no AS thing,
    CAST(NULL, 'Nullable(Float64)') AS numerator,
    CAST(NULL, 'Nullable(Float64)') AS denominator,
    source,
    load,
    line,
    [
    ${cells}
    ] AS cells,
    count() OVER () AS total,
    numerator AS all_numerator,
    denominator AS all_denominator
FROM ${table}
WHERE (month, run) IN (SELECT p.1, p.2 FROM (SELECT arrayJoin(arrayZip({months:Array(Date)}, {runs:Array(UInt64)})) AS p))
    AND region_code = {region:String}
    AND ({every_region:UInt8} = 1 OR region_code IN ({regions:Array(String)}))
    AND stock = 0 AND is_closed = 0 AND ${department}
    AND (${rows})
    AND if({late:UInt8} = 1, ifNull(${due} < {as_of:Date}, 0), ifNull(${due} >= {as_of:Date}, 0))
ORDER BY ${due}, thing
LIMIT {limit:UInt32}
