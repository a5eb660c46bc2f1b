-- Every indicator of a clock in one query: by region, for each month and for the year up to the as-of day, which they may
-- ask for as {as_of:Date}. A row of a stock (what is in force at a month's end) counts for the year in the year's last month
-- that was handed in; cases are many and are not asked for it. A cube puts a row into one group and makes the rest from the
-- groups' states, so the year costs nothing; grouping sets put every row into two.
INSERT INTO indicator_value (run, clock, region_code, indicator, period_kind, period, numerator, denominator, value, n, status)
SELECT
    {run:UInt64},
    {clock:String},
    region_code,
    v.1,
    bucket.1,
    bucket.2,
    v.2,
    v.3,
    v.4,
    v.5,
    if(v.5 = 0 OR v.4 IS NULL, 'missing', 'measured')
FROM (
    SELECT
        region_code,
        if(grouping(month) = 0, ('month', month), ('year', bucket_year)) AS bucket,
        [
            ${values}
        ] AS all_values
    FROM (
        SELECT
            *,
            toStartOfYear(month) AS bucket_year,
            1                    AS in_year_bucket
        FROM ${table}
        WHERE stock = 0 AND (month, run) IN (SELECT p.1, p.2 FROM (SELECT arrayJoin(arrayZip({months:Array(Date)}, {runs:Array(UInt64)})) AS p))
        UNION ALL
        SELECT
            *,
            toStartOfYear(month) AS bucket_year,
            (region_code, month) IN (
                SELECT region_code, max(month)
                FROM ${table}
                WHERE stock = 1 AND (month, run) IN (SELECT p.1, p.2 FROM (SELECT arrayJoin(arrayZip({months:Array(Date)}, {runs:Array(UInt64)})) AS p))
                GROUP BY region_code, toYear(month)) AS in_year_bucket
        FROM ${table}
        WHERE stock = 1 AND (month, run) IN (SELECT p.1, p.2 FROM (SELECT arrayJoin(arrayZip({months:Array(Date)}, {runs:Array(UInt64)})) AS p))
    )
    GROUP BY CUBE (region_code, bucket_year, month, in_year_bucket)
    HAVING grouping(region_code) = 0 AND grouping(bucket_year) = 0 AND grouping(month) + grouping(in_year_bucket) = 1
        AND (grouping(month) = 0 OR in_year_bucket)
)
ARRAY JOIN all_values AS v
