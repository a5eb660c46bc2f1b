-- Values that departments hand in for indicators that have no records here.
CREATE TABLE IF NOT EXISTS reported_value (
    source       LowCardinality(String),
    month        Date, -- in the key: without it FINAL is wrong for a case that moves to another month
    indicator    LowCardinality(String),
    region_code  LowCardinality(String),
    period       LowCardinality(String),
    period_kind  LowCardinality(String),
    value        Nullable(Float64),
    numerator    Nullable(Float64),
    denominator  Nullable(Float64),
    n            Nullable(UInt64),
    status       LowCardinality(String),
    department   String,
    note         String,
    load         UInt64,
    line         UInt32,
    row_hash     UInt64,
    is_deleted   UInt8,
    version      UInt64,
    told         UInt64 DEFAULT version -- when the key was last told of here; a snapshot that takes it away leaves it as it was
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toYYYYMM(month)
ORDER BY (source, month, indicator, region_code, period)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
