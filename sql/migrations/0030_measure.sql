-- 年度行动方案举措 and 百日攻坚任务: in the month in which they were done, open ones in that of their due day.
CREATE TABLE IF NOT EXISTS measure (
    source       LowCardinality(String),
    month        Date, -- in the key: without it FINAL is wrong for a row that moves to another month
    measure_no   String,
    region_code  LowCardinality(String),
    plan         LowCardinality(String), -- plan: of the year; campaign: of a hundred days
    task         LowCardinality(String), -- the key task that it belongs to
    title        String,
    org_code     LowCardinality(String),
    due_date     Nullable(Date),
    done_date    Nullable(Date),
    status       LowCardinality(String),
    load         UInt64,
    line         UInt32,
    row_hash     UInt64,
    is_deleted   UInt8,
    version      UInt64,
    told         UInt64 DEFAULT version -- when the key was last told of here; a snapshot that takes it away leaves it as it was
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toYYYYMM(month)
ORDER BY (source, month, measure_no)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
