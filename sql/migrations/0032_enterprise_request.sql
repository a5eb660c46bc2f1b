-- 企业诉求: in the month in which they were closed, open ones in that of their time limit.
CREATE TABLE IF NOT EXISTS enterprise_request (
    source       LowCardinality(String),
    month        Date, -- in the key: without it FINAL is wrong for a row that moves to another month
    request_no   String CODEC(ZSTD(1)),
    region_code  LowCardinality(String),
    uscc         String CODEC(ZSTD(1)),
    topic        LowCardinality(String),
    org_code     LowCardinality(String),
    received_at  Nullable(DateTime('Asia/Shanghai')) CODEC(ZSTD(1)),
    due_at       Nullable(DateTime('Asia/Shanghai')) CODEC(ZSTD(1)),
    closed_at    Nullable(DateTime('Asia/Shanghai')) CODEC(ZSTD(1)),
    revisited    UInt8,
    satisfied    Nullable(UInt8), -- empty while nobody asked
    changed_at   Nullable(DateTime('Asia/Shanghai')) CODEC(ZSTD(1)),
    is_withdrawn UInt8,
    load         UInt64,
    line         UInt32,
    row_hash     UInt64,
    is_deleted   UInt8,
    version      UInt64,
    told         UInt64 DEFAULT version -- when the key was last told of here; a snapshot that takes it away leaves it as it was
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toYYYYMM(month)
ORDER BY (source, month, request_no)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
