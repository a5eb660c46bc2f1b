-- Values of a year and its months, from the runs that readers see.
SELECT
    region_code,
    indicator,
    period_kind,
    period,
    numerator,
    denominator,
    value,
    n,
    status,
    clock
FROM indicator_value
WHERE (clock, run) IN (SELECT p.1, p.2 FROM (SELECT arrayJoin(arrayZip({clocks:Array(String)}, {runs:Array(UInt64)})) AS p))
    AND toYear(period) = {year:UInt16}
    AND ({every_region:UInt8} = 1 OR region_code IN ({regions:Array(String)}))
ORDER BY region_code, indicator, period_kind, period
