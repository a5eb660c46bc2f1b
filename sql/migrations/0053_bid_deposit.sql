-- 投标保证金, one row a deposit: in the month in which it was given, before that in the month in which it is due.
CREATE TABLE IF NOT EXISTS bid_deposit (
    source       LowCardinality(String),
    month        Date, -- in the key: without it FINAL is wrong for a row that moves to another month
    deposit_no   String CODEC(ZSTD(1)),
    region_code  LowCardinality(String),
    tender_no    String CODEC(ZSTD(1)),
    pay_type     LowCardinality(String),
    due_on       Nullable(Date) CODEC(ZSTD(1)),
    paid_on      Nullable(Date) CODEC(ZSTD(1)),
    load         UInt64,
    line         UInt32,
    row_hash     UInt64,
    is_deleted   UInt8,
    version      UInt64,
    told         UInt64 DEFAULT version -- when the key was last told of here; a snapshot that takes it away leaves it as it was
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toYYYYMM(month)
ORDER BY (source, month, deposit_no)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
