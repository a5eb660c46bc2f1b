-- 竣工验收, one row an acceptance: in the month of its joint opinion, an open one in that of its promised day.
CREATE TABLE IF NOT EXISTS acceptance (
    source       LowCardinality(String),
    month        Date, -- in the key: without it FINAL is wrong for a row that moves to another month
    acceptance_no String CODEC(ZSTD(1)),
    region_code  LowCardinality(String),
    project_code String CODEC(ZSTD(1)),
    project_name String CODEC(ZSTD(1)),
    is_joint     UInt8,
    platform     LowCardinality(String), -- where it was recorded: 3.0, or a ledger
    accept_at    Nullable(DateTime('Asia/Shanghai')) CODEC(ZSTD(1)),
    promise_date Nullable(Date) CODEC(ZSTD(1)),
    result_at    Nullable(DateTime('Asia/Shanghai')) CODEC(ZSTD(1)),
    result       LowCardinality(String),
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
ORDER BY (source, month, acceptance_no)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
