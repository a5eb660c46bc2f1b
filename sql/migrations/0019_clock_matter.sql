-- The list of matters as one run saw it, never changed afterwards.
CREATE TABLE IF NOT EXISTS clock_matter (
    run          UInt64,
    month        Date,
    region_code  LowCardinality(String),
    task_code    String,
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
    source       LowCardinality(String),
    load         UInt64,
    line         UInt32,
    reads        Array(Tuple(feed LowCardinality(String), h UInt64)) -- the rows it was made from, for the guard
)
ENGINE = MergeTree
ORDER BY (run, month, task_code)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
