-- 联合整改单: spans in which an acceptance waits for the builder; in the month of the second check, an open one in that of its issue.
CREATE TABLE IF NOT EXISTS rectification_slip (
    source       LowCardinality(String),
    month        Date, -- in the key: without it FINAL is wrong for a row that moves to another month
    slip_no      String CODEC(ZSTD(1)),
    region_code  LowCardinality(String),
    acceptance_no String CODEC(ZSTD(1)),
    issued_at    Nullable(DateTime('Asia/Shanghai')) CODEC(ZSTD(1)),
    closed_at    Nullable(DateTime('Asia/Shanghai')) CODEC(ZSTD(1)),
    items        Nullable(UInt16),
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
ORDER BY (source, month, slip_no)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
