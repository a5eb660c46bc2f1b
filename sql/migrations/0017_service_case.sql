-- 办件, one row a case: in the month in which it was finished, an open one in that of its promised day.
CREATE TABLE IF NOT EXISTS service_case (
    source       LowCardinality(String),
    month        Date, -- in the key: without it FINAL is wrong for a case that moves to another month
    project_no   String CODEC(ZSTD(1)),
    region_code  LowCardinality(String),
    task_code    LowCardinality(String),
    org_code     LowCardinality(String),
    project_type LowCardinality(String),
    apply_type   LowCardinality(String),
    apply_at     Nullable(DateTime('Asia/Shanghai')) CODEC(ZSTD(1)),
    accept_at    Nullable(DateTime('Asia/Shanghai')) CODEC(ZSTD(1)),
    promise_date Nullable(Date) CODEC(ZSTD(1)),
    result_at    Nullable(DateTime('Asia/Shanghai')) CODEC(ZSTD(1)),
    result_type  LowCardinality(String),
    actual_trips Nullable(UInt8),
    step_count   Nullable(UInt8),
    satisfaction Nullable(UInt8),
    applicant_hash String CODEC(ZSTD(1)), -- keyed hash: the number itself is never landed
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
ORDER BY (source, month, project_no)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
