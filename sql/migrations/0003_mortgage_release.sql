-- Releases of paid-off mortgages, one row a case.
CREATE TABLE IF NOT EXISTS mortgage_release (
    source       LowCardinality(String),
    month        Date, -- in the key: without it FINAL is wrong for a case that moves to another month
    release_no   String CODEC(ZSTD(1)),
    region_code  LowCardinality(String),
    mortgagee_name LowCardinality(String),
    is_fund      UInt8,
    is_combination UInt8,
    payoff_at    Nullable(DateTime('Asia/Shanghai')) CODEC(ZSTD(1)),
    init_at      Nullable(DateTime('Asia/Shanghai')) CODEC(ZSTD(1)),
    initiator    LowCardinality(String),
    accept_at    Nullable(DateTime('Asia/Shanghai')) CODEC(ZSTD(1)),
    register_at  Nullable(DateTime('Asia/Shanghai')) CODEC(ZSTD(1)),
    channel      LowCardinality(String),
    actual_trips Nullable(UInt8),
    unit_hash    String CODEC(ZSTD(1)),
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
ORDER BY (source, month, release_no)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
