-- 进场交易项目: what was put out to tender at the trading centre, in the month in which it entered, before that in the month in which it was registered.
CREATE TABLE IF NOT EXISTS tender (
    source       LowCardinality(String),
    month        Date, -- in the key: without it FINAL is wrong for a row that moves to another month
    tender_no    String CODEC(ZSTD(1)),
    region_code  LowCardinality(String),
    registered_on Nullable(Date) CODEC(ZSTD(1)),
    entered_on   Nullable(Date) CODEC(ZSTD(1)),
    is_full_electronic UInt8, -- from the notice to the award, without a sheet of paper
    load         UInt64,
    line         UInt32,
    row_hash     UInt64,
    is_deleted   UInt8,
    version      UInt64,
    told         UInt64 DEFAULT version -- when the key was last told of here; a snapshot that takes it away leaves it as it was
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toYYYYMM(month)
ORDER BY (source, month, tender_no)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
