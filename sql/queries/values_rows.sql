-- Values that departments handed in: each row is one.
INSERT INTO indicator_value (run, clock, region_code, indicator, period_kind, period, numerator, denominator, value, n, status)
SELECT
    {run:UInt64},
    {clock:String},
    region_code,
    indicator,
    period_kind,
    period,
    numerator,
    denominator,
    value,
    n,
    status
FROM ${table}
WHERE (month, run) IN (SELECT p.1, p.2 FROM (SELECT arrayJoin(arrayZip({months:Array(Date)}, {runs:Array(UInt64)})) AS p))
