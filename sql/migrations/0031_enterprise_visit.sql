-- 助企走访: an official's visit to an enterprise, in its month.
CREATE TABLE IF NOT EXISTS enterprise_visit (
    source       LowCardinality(String),
    month        Date, -- in the key: without it FINAL is wrong for a row that moves to another month
    visit_no     String CODEC(ZSTD(1)),
    region_code  LowCardinality(String),
    uscc         String CODEC(ZSTD(1)),
    enterprise   String CODEC(ZSTD(1)),
    visited_at   Nullable(DateTime('Asia/Shanghai')) CODEC(ZSTD(1)),
    official     LowCardinality(String), -- masked: the whole name is never landed
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
ORDER BY (source, month, visit_no)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
