-- What the province announced: a tier may come without a score.
CREATE TABLE IF NOT EXISTS announced_result (
    source       LowCardinality(String),
    month        Date, -- in the key: without it FINAL is wrong for a case that moves to another month
    region_code  LowCardinality(String),
    year         UInt16,
    tier         UInt8,
    score        Nullable(Float64),
    announced_on Nullable(Date),
    document     String,
    load         UInt64,
    line         UInt32,
    row_hash     UInt64,
    is_deleted   UInt8,
    version      UInt64,
    told         UInt64 DEFAULT version -- when the key was last told of here; a snapshot that takes it away leaves it as it was
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toYYYYMM(month)
ORDER BY (source, month, region_code, year)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
