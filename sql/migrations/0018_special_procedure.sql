-- 特别程序 and 补正: spans in which a case's clock stands.
CREATE TABLE IF NOT EXISTS special_procedure (
    source       LowCardinality(String),
    month        Date, -- in the key: without it FINAL is wrong for a row that moves to another month
    project_no   String CODEC(ZSTD(1)),
    special_no   String CODEC(ZSTD(1)),
    region_code  LowCardinality(String),
    special_type LowCardinality(String),
    special_at   Nullable(DateTime('Asia/Shanghai')) CODEC(ZSTD(1)),
    end_at       Nullable(DateTime('Asia/Shanghai')) CODEC(ZSTD(1)),
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
ORDER BY (source, month, project_no, special_no)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
