-- What was measured: one row an indicator, region and period; a run's rows never change.
CREATE TABLE IF NOT EXISTS indicator_value (
    run         UInt64,
    clock       LowCardinality(String),
    region_code LowCardinality(String),
    indicator   LowCardinality(String),
    period_kind LowCardinality(String),
    period      Date,
    numerator   Nullable(Float64),
    denominator Nullable(Float64),
    value       Nullable(Float64),
    n           UInt64,
    status      LowCardinality(String)
)
ENGINE = MergeTree
ORDER BY (run, clock, region_code, indicator, period_kind, period)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
