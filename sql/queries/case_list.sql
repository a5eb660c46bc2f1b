-- Cases of a clock, or those behind an indicator's value with their parts, as the filters of the address narrow them. What is late
-- comes first, the longest overdue before the others, then what began last.
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
    sum(denominator) OVER () AS all_denominator,
    state
FROM (
    SELECT
        toString(k.${number}) AS thing,
        ${numerator} AS numerator,
        ${denominator} AS denominator,
        k.source AS source,
        k.load AS load,
        k.line AS line,
        [
        ${cells}
        ] AS cells,
        toDateTime(${began}, 'Asia/Shanghai') AS began,
        toDate(${due}, 'Asia/Shanghai') AS due,
        ${ends} AND (${ended}) IS NULL AS is_open,
        multiIf(NOT ${ends}, '', NOT is_open, 'closed', ifNull(due < {as_of:Date}, 0), 'late', ifNull(due <= {soon_until:Date}, 0), 'soon', 'open') AS state
    FROM ${table} AS k
    WHERE (month, run) IN (SELECT p.1, p.2 FROM (SELECT arrayJoin(arrayZip({months:Array(Date)}, {runs:Array(UInt64)})) AS p))
        AND region_code = {region:String}
        AND ({every_region:UInt8} = 1 OR region_code IN ({regions:Array(String)}))
        AND ({number:String} = '' OR startsWith(toString(k.${number}), {number:String}))
        AND ${cases}
        AND (${rows})
    GROUP BY k.${number}, k.source, k.load, k.line
    HAVING ${kept}
)
WHERE {state:String} = '' OR state = {state:String} OR {state:String} = 'open' AND is_open
ORDER BY state = 'late' DESC, if(state = 'late', due, NULL), began DESC, thing
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
