-- 上市后备企业: how far each firm of the reserve stood on its way to a stock exchange at the end of a month.
CREATE TABLE IF NOT EXISTS reserve_firm (
    source       LowCardinality(String),
    month        Date, -- in the key: without it FINAL is wrong for a row that moves to another month
    stock_month  Date,
    region_code  LowCardinality(String),
    uscc         String CODEC(ZSTD(1)),
    enterprise   String CODEC(ZSTD(1)),
    in_reserve   UInt8, -- 0: it has left, and no longer counts
    start_stage  UInt8, -- at the year's beginning, or when it was chosen: 0 nurtured, 1 share company, 2 tutored, 3 applied, 4 approved, 5 listed
    target_stage UInt8, -- to be reached in the year
    stage        UInt8,
    broker_on    Nullable(Date), -- contract with a securities firm, a law firm, accountants
    lawyer_on    Nullable(Date),
    auditor_on   Nullable(Date),
    load         UInt64,
    line         UInt32,
    row_hash     UInt64,
    is_deleted   UInt8,
    version      UInt64,
    told         UInt64 DEFAULT version -- when the key was last told of here; a snapshot that takes it away leaves it as it was
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toYYYYMM(month)
ORDER BY (source, month, stock_month, uscc)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
