-- 上市孵化奖励: an application and, once it is paid, the payment. In the month of the payment, open ones in that of the application.
CREATE TABLE IF NOT EXISTS incentive_payment (
    source       LowCardinality(String),
    month        Date, -- in the key: without it FINAL is wrong for a row that moves to another month
    incentive_no String CODEC(ZSTD(1)),
    region_code  LowCardinality(String),
    uscc         String CODEC(ZSTD(1)),
    enterprise   String CODEC(ZSTD(1)),
    stage        UInt8, -- that is rewarded, as in reserve_firm
    accepted_on  Nullable(Date),
    paid_on      Nullable(Date), -- the money arrived
    load         UInt64,
    line         UInt32,
    row_hash     UInt64,
    is_deleted   UInt8,
    version      UInt64,
    told         UInt64 DEFAULT version -- when the key was last told of here; a snapshot that takes it away leaves it as it was
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toYYYYMM(month)
ORDER BY (source, month, incentive_no)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
