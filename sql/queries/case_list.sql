-- Cases of a clock, as the filters of the address narrow them. What is late comes first, the longest overdue before the others, then
-- what began last. Cells are written only for the rows of the page: neither the order nor the count reads them.
SELECT
    toString(k.${number}) AS thing,
    CAST(NULL, 'Nullable(Float64)') AS numerator,
    CAST(NULL, 'Nullable(Float64)') AS denominator,
    k.source AS source,
    k.load AS load,
    k.line AS line,
    [
    ${cells}
    ] AS cells,
    (
        SELECT count()
        FROM ${table} AS k
        WHERE (month, run) IN (SELECT p.1, p.2 FROM (SELECT arrayJoin(arrayZip({months:Array(Date)}, {runs:Array(UInt64)})) AS p))
            AND region_code = {region:String}
            AND ({every_region:UInt8} = 1 OR region_code IN ({regions:Array(String)}))
            AND ${chosen}
    ) AS total,
    numerator AS all_numerator,
    denominator AS all_denominator,
    ${state} AS state
FROM ${table} AS k
WHERE (month, run) IN (SELECT p.1, p.2 FROM (SELECT arrayJoin(arrayZip({months:Array(Date)}, {runs:Array(UInt64)})) AS p))
    AND region_code = {region:String}
    AND ({every_region:UInt8} = 1 OR region_code IN ({regions:Array(String)}))
    AND ${chosen}
ORDER BY state = 'late' DESC, if(state = 'late', ${due}, NULL), ${began} DESC, thing
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
