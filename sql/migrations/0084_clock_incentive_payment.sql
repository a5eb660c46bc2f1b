-- Listing incentives as one run saw them: what IN03 counts.
CREATE TABLE IF NOT EXISTS clock_incentive_payment (
    run          UInt64,
    month        Date,
    region_code  LowCardinality(String),
    stock        UInt8, -- 0: every row is an event
    case_no      String,
    uscc         String,
    enterprise   String,
    stage        UInt8,
    accepted_on  Nullable(Date),
    paid_on      Nullable(Date),
    work_days    Nullable(Int32), -- working days in (acceptance, payment]
    source       LowCardinality(String),
    load         UInt64,
    line         UInt32,
    reads        Array(Tuple(feed LowCardinality(String), h UInt64)) -- the rows it was made from, for the guard
)
ENGINE = MergeTree
ORDER BY (run, month, region_code)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
