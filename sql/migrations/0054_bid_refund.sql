-- 投标保证金退还, one row a refund: in the month in which the money came back. The deposit may lie in another.
CREATE TABLE IF NOT EXISTS bid_refund (
    source       LowCardinality(String),
    month        Date, -- in the key: without it FINAL is wrong for a row that moves to another month
    deposit_no   String CODEC(ZSTD(1)),
    region_code  LowCardinality(String),
    tender_no    String CODEC(ZSTD(1)),
    signed_on    Nullable(Date) CODEC(ZSTD(1)), -- of the contract; empty when the tender ended without one
    refunded_on  Nullable(Date) CODEC(ZSTD(1)),
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
