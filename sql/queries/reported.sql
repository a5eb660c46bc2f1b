-- The rows that a department handed in as an indicator's value of a period.
SELECT
    case_no AS thing,
    numerator,
    denominator,
    source,
    load,
    line,
    [
        ${cells}
    ] AS cells,
    count() OVER () AS total,
    sum(numerator) OVER () AS all_numerator,
    sum(denominator) OVER () AS all_denominator
FROM ${table}
WHERE (month, run) IN (SELECT p.1, p.2 FROM (SELECT arrayJoin(arrayZip({months:Array(Date)}, {runs:Array(UInt64)})) AS p))
    AND region_code = {region:String}
    AND ({every_region:UInt8} = 1 OR region_code IN ({regions:Array(String)}))
    AND indicator = {indicator:String} AND period_kind = {period_kind:String} AND period = {period:Date}
ORDER BY source, line
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
