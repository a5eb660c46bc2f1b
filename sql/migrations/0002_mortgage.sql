-- The register of mortgages in force at the end of each month.
CREATE TABLE IF NOT EXISTS mortgage (
    source       LowCardinality(String),
    month        Date, -- in the key: without it FINAL is wrong for a case that moves to another month
    stock_month  Date,
    mortgage_no  String,
    region_code  LowCardinality(String),
    mortgagee_name LowCardinality(String),
    registered_at Nullable(DateTime('Asia/Shanghai')),
    unit_hash    String, -- keyed hash: the unit number itself is never landed
    load         UInt64,
    line         UInt32,
    row_hash     UInt64,
    is_deleted   UInt8,
    version      UInt64,
    told         UInt64 DEFAULT version -- when the key was last told of here; a snapshot that takes it away leaves it as it was
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toYYYYMM(month)
ORDER BY (source, month, stock_month, mortgage_no)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
