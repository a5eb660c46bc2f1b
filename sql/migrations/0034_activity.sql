-- Training on intellectual property and services of the 专精特新服务联盟: one row an enterprise that took part.
CREATE TABLE IF NOT EXISTS activity (
    source       LowCardinality(String),
    month        Date, -- in the key: without it FINAL is wrong for a row that moves to another month
    activity_no  String CODEC(ZSTD(1)),
    region_code  LowCardinality(String),
    uscc         String CODEC(ZSTD(1)),
    enterprise   String CODEC(ZSTD(1)),
    kind         LowCardinality(String),
    topic        LowCardinality(String),
    unit         LowCardinality(String), -- the organiser; of a service of the alliance, its member
    held_on      Nullable(Date),
    load         UInt64,
    line         UInt32,
    row_hash     UInt64,
    is_deleted   UInt8,
    version      UInt64,
    told         UInt64 DEFAULT version -- when the key was last told of here; a snapshot that takes it away leaves it as it was
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toYYYYMM(month)
ORDER BY (source, month, activity_no, uscc)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
