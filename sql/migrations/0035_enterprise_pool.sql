-- 应走访企业 and 专精特新培育库: the lists of enterprises as they stood at the end of each month.
CREATE TABLE IF NOT EXISTS enterprise_pool (
    source       LowCardinality(String),
    month        Date, -- in the key: without it FINAL is wrong for a row that moves to another month
    stock_month  Date,
    region_code  LowCardinality(String),
    pool         LowCardinality(String),
    uscc         String CODEC(ZSTD(1)),
    enterprise   String CODEC(ZSTD(1)),
    load         UInt64,
    line         UInt32,
    row_hash     UInt64,
    is_deleted   UInt8,
    version      UInt64,
    told         UInt64 DEFAULT version -- when the key was last told of here; a snapshot that takes it away leaves it as it was
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toYYYYMM(month)
ORDER BY (source, month, stock_month, pool, uscc)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
