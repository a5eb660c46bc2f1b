-- 工程建设项目审批事项, one row an item: in the month in which it was finished, an open one in that of its acceptance.
CREATE TABLE IF NOT EXISTS project_item (
    source       LowCardinality(String),
    month        Date, -- in the key: without it FINAL is wrong for a row that moves to another month
    item_no      String CODEC(ZSTD(1)), -- 事项实例编码
    region_code  LowCardinality(String),
    project_code String CODEC(ZSTD(1)),
    stage        UInt8, -- 1 to 4; 4 is completion acceptance
    accept_at    Nullable(DateTime('Asia/Shanghai')) CODEC(ZSTD(1)),
    finish_at    Nullable(DateTime('Asia/Shanghai')) CODEC(ZSTD(1)),
    completes_stage UInt8, -- with it the stage of the project was passed
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
ORDER BY (source, month, item_no)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
