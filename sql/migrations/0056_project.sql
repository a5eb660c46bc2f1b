-- 工程建设项目: in the month of its land contract, one without in that of its declaration.
CREATE TABLE IF NOT EXISTS project (
    source       LowCardinality(String),
    month        Date, -- in the key: without it FINAL is wrong for a row that moves to another month
    project_code String CODEC(ZSTD(1)),
    region_code  LowCardinality(String),
    project_name String CODEC(ZSTD(1)),
    declared_on  Nullable(Date) CODEC(ZSTD(1)),
    is_industrial UInt8,
    land_signed_on Nullable(Date) CODEC(ZSTD(1)), -- of the land contract; empty without an award
    permit_on    Nullable(Date) CODEC(ZSTD(1)), -- of the building permit
    load         UInt64,
    line         UInt32,
    row_hash     UInt64,
    is_deleted   UInt8,
    version      UInt64,
    told         UInt64 DEFAULT version -- when the key was last told of here; a snapshot that takes it away leaves it as it was
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toYYYYMM(month)
ORDER BY (source, month, project_code)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
