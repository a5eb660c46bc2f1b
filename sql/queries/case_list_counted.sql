-- Cases behind an indicator's value with their parts: the indicator's own aggregates over each row of a file, those that give most
-- first, as its page shows them; of one state in the order of case_list. A file's row is a case, so that its place is key enough; its cells are left to case_cells.
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
    sum(denominator) OVER () AS all_denominator,
    state
FROM (
    SELECT
        toString(any(k.${number})) AS thing,
        ${numerator} AS numerator,
        ${denominator} AS denominator,
        k.load AS load,
        k.line AS line,
        ${began} AS began,
        ${due} AS due,
        ${state} AS state
    FROM ${table} AS k
    WHERE (month, run) IN (SELECT p.1, p.2 FROM (SELECT arrayJoin(arrayZip({months:Array(Date)}, {runs:Array(UInt64)})) AS p))
        AND region_code = {region:String}
        AND ({every_region:UInt8} = 1 OR region_code IN ({regions:Array(String)}))
        AND ${chosen}
    GROUP BY k.load, k.line
    HAVING ifNull(numerator, 0) != 0 OR ifNull(denominator, 0) != 0
)
ORDER BY
    if({state:String} = '', ifNull(numerator, 0), 0) DESC,
    if({state:String} = '', NULL, state = 'late') DESC,
    if({state:String} != '' AND state = 'late', due, NULL),
    if({state:String} = '', toDateTime(0, 'Asia/Shanghai'), began) DESC,
    thing
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
