-- 双随机抽查任务, one row a task: in the month in which it was done, before that in the month for which it is planned.
CREATE TABLE IF NOT EXISTS inspection_task (
    source       LowCardinality(String),
    month        Date, -- in the key: without it FINAL is wrong for a row that moves to another month
    task_no      String CODEC(ZSTD(1)),
    region_code  LowCardinality(String),
    planned_on   Nullable(Date) CODEC(ZSTD(1)),
    done_on      Nullable(Date) CODEC(ZSTD(1)),
    dept_count   Nullable(UInt8), -- departments that went together
    load         UInt64,
    line         UInt32,
    row_hash     UInt64,
    is_deleted   UInt8,
    version      UInt64,
    told         UInt64 DEFAULT version -- when the key was last told of here; a snapshot that takes it away leaves it as it was
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toYYYYMM(month)
ORDER BY (source, month, task_no)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
