-- A reform's cases before and since its first month, in all and by the way they went, and by month. Every case that ended
-- counts, also one that still went the old way.
SELECT
    bucket.1                                 AS part,
    bucket.2                                 AS of_month,
    count()                                  AS cases,
    count(time)                              AS timed,
    avgOrNull(time)                          AS mean,
    quantileExactInclusiveOrNull(0.5)(time)  AS median,
    quantileExactInclusiveOrNull(0.9)(time)  AS p90,
    avgOrNull(whole_time)                    AS whole,
    avgOrNull(trips)                         AS mean_trips,
    sumOrNull(saved)                         AS all_saved
FROM (
    SELECT
        month,
        toNullable(toFloat64(${time}))       AS time,
        toNullable(toFloat64(${whole_time})) AS whole_time,
        toNullable(toFloat64(${trips}))      AS trips,
        toNullable(toFloat64(${saved}))      AS saved,
        if(month < {start:Date}, 'before', 'after') AS side,
        if(ifNull(${new_way}, 0), 'new', 'old') AS way
    FROM ${table}
    WHERE (month, run) IN (SELECT p.1, p.2 FROM (SELECT arrayJoin(arrayZip({months:Array(Date)}, {runs:Array(UInt64)})) AS p))
        AND region_code = {region:String}
        AND ({every_region:UInt8} = 1 OR region_code IN ({regions:Array(String)}))
        AND stock = 0
        AND (${counted})
)
ARRAY JOIN [(side, {start:Date}), (concat(side, ' ', way), {start:Date}), ('month', month)] AS bucket
GROUP BY bucket
ORDER BY part, of_month
