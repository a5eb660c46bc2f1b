-- 部门意见, one row a department's opinion on an acceptance: in the month it was given, an open one in that of its due day.
CREATE TABLE IF NOT EXISTS acceptance_opinion (
    source       LowCardinality(String),
    month        Date, -- in the key: without it FINAL is wrong for a row that moves to another month
    acceptance_no String CODEC(ZSTD(1)),
    org          LowCardinality(String),
    region_code  LowCardinality(String),
    asked_at     Nullable(DateTime('Asia/Shanghai')) CODEC(ZSTD(1)),
    due_date     Nullable(Date) CODEC(ZSTD(1)),
    opinion_at   Nullable(DateTime('Asia/Shanghai')) CODEC(ZSTD(1)),
    opinion      LowCardinality(String),
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
ORDER BY (source, month, acceptance_no, org)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
