-- Reported values as one run saw them.
CREATE TABLE IF NOT EXISTS clock_reported_value (
    run          UInt64,
    month        Date,
    region_code  LowCardinality(String),
    stock        UInt8,
    case_no      String,
    indicator    LowCardinality(String),
    period_kind  LowCardinality(String),
    period       Date,
    value        Nullable(Float64),
    numerator    Nullable(Float64),
    denominator  Nullable(Float64),
    n            UInt64,
    status       LowCardinality(String),
    department   String,
    note         String,
    source       LowCardinality(String),
    load         UInt64,
    line         UInt32,
    reads        Array(Tuple(feed LowCardinality(String), h UInt64)) -- the rows it was made from, for the guard
)
ENGINE = MergeTree
ORDER BY (run, month, region_code)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
