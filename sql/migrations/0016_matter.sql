-- 实施清单: what each office handles, the days it may take by law and has promised, and what it took before a reform.
CREATE TABLE IF NOT EXISTS matter (
    source       LowCardinality(String),
    month        Date, -- in the key as everywhere; the list knows no months
    task_code    String,
    region_code  LowCardinality(String),
    valid_from   Date,
    valid_to     Nullable(Date),
    task_name    String,
    topic        LowCardinality(String),
    org_code     LowCardinality(String),
    project_type LowCardinality(String),
    is_applied   UInt8, -- 依申请政务服务; 0: a case of another kind, such as a complaint
    legal_days   Nullable(UInt16),
    promise_days Nullable(UInt16),
    baseline_trips Nullable(UInt8),
    baseline_steps Nullable(UInt8),
    load         UInt64,
    line         UInt32,
    row_hash     UInt64,
    is_deleted   UInt8,
    version      UInt64,
    told         UInt64 DEFAULT version -- when the key was last told of here; a snapshot that takes it away leaves it as it was
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toYYYYMM(month)
ORDER BY (source, month, task_code, valid_from)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
