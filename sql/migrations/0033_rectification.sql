-- 整改清单: problems of the business environment, in the month in which they were closed, open ones in that of their due day.
CREATE TABLE IF NOT EXISTS rectification (
    source       LowCardinality(String),
    month        Date, -- in the key: without it FINAL is wrong for a row that moves to another month
    item_no      String,
    region_code  LowCardinality(String),
    title        String,
    org_code     LowCardinality(String),
    found_at     Nullable(DateTime('Asia/Shanghai')),
    due_date     Nullable(Date),
    closed_at    Nullable(DateTime('Asia/Shanghai')),
    load         UInt64,
    line         UInt32,
    row_hash     UInt64,
    is_deleted   UInt8,
    version      UInt64,
    told         UInt64 DEFAULT version -- when the key was last told of here; a snapshot that takes it away leaves it as it was
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toYYYYMM(month)
ORDER BY (source, month, item_no)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
