-- What an indicator counts where that is no single row, but e.g. a bank: the indicator's own aggregates over each counted thing, so
-- that they add up to the value's. A thing of many rows is shown with the first of them, what happened before what stands in a list.
SELECT
    thing,
    numerator,
    denominator,
    source,
    load,
    line,
    cells,
    count() OVER () AS total,
    sum(numerator) OVER () AS all_numerator,
    sum(denominator) OVER () AS all_denominator
FROM (
    SELECT
        ${by} AS thing,
        ${numerator} AS numerator,
        ${denominator} AS denominator,
        argMin((k.source, k.load, k.line), (stock, k.load, k.line)) AS origin,
        origin.1 AS source,
        origin.2 AS load,
        origin.3 AS line,
        [
        ${cells}
        ] AS cells
    FROM ${table} AS k
    WHERE (month, run) IN (SELECT p.1, p.2 FROM (SELECT arrayJoin(arrayZip({months:Array(Date)}, {runs:Array(UInt64)})) AS p))
        AND region_code = {region:String}
        AND ({every_region:UInt8} = 1 OR region_code IN ({regions:Array(String)}))
        AND (stock = 0 OR month = {stock_month:Date})
        AND (${rows})
    GROUP BY ${by}
    HAVING ifNull(numerator, 0) != 0 OR ifNull(denominator, 0) != 0
)
ORDER BY ifNull(numerator, 0) DESC, thing
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
