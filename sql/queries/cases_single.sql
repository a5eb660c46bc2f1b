-- The rows behind a value where each of them is counted by itself: the indicator's own aggregates over each row, so that they add up
-- to the value's. A row's place in its file is key enough; its cells are left to case_cells.
SELECT
    thing,
    numerator,
    denominator,
    '' AS source,
    load,
    line,
    CAST([], 'Array(String)') AS cells,
    count() OVER () AS total,
    sum(numerator) OVER () AS all_numerator,
    sum(denominator) OVER () AS all_denominator
FROM (
    SELECT
        any(k.${by}) AS thing,
        ${numerator} AS numerator,
        ${denominator} AS denominator,
        k.load AS load,
        k.line AS line
    FROM ${table} AS k
    WHERE (month, run) IN (SELECT p.1, p.2 FROM (SELECT arrayJoin(arrayZip({months:Array(Date)}, {runs:Array(UInt64)})) AS p))
        AND region_code = {region:String}
        AND ({every_region:UInt8} = 1 OR region_code IN ({regions:Array(String)}))
        AND (stock = 0 OR month = {stock_month:Date})
        AND (${rows})
    GROUP BY k.load, k.line
    HAVING ifNull(numerator, 0) != 0 OR ifNull(denominator, 0) != 0
)
ORDER BY ifNull(numerator, 0) DESC, thing
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
