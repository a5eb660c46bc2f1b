-- Firms of the listing reserve as one run saw them: what IN01 and IN02 count.
CREATE TABLE IF NOT EXISTS clock_reserve_firm (
    run          UInt64,
    month        Date,
    region_code  LowCardinality(String),
    stock        UInt8, -- 1: every row says how a firm stood at the month's end
    case_no      String,
    uscc         String,
    enterprise   String,
    in_reserve   UInt8,
    start_stage  UInt8,
    target_stage UInt8,
    stage        UInt8,
    broker_on    Nullable(Date),
    lawyer_on    Nullable(Date),
    auditor_on   Nullable(Date),
    is_on_target UInt8,
    is_signed    UInt8, -- with one of the three at least
    source       LowCardinality(String),
    load         UInt64,
    line         UInt32,
    reads        Array(Tuple(feed LowCardinality(String), h UInt64)) -- the rows it was made from, for the guard
)
ENGINE = MergeTree
ORDER BY (run, month, region_code)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
