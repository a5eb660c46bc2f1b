-- Bid deposits as one run saw them.
CREATE TABLE IF NOT EXISTS clock_bid_deposit (
    run          UInt64,
    month        Date,
    region_code  LowCardinality(String),
    stock        UInt8, -- 0: every row is an event
    case_no      String,
    tender_no    String,
    pay_type     LowCardinality(String),
    due_on       Nullable(Date),
    paid_on      Nullable(Date),
    source       LowCardinality(String),
    load         UInt64,
    line         UInt32,
    reads        Array(Tuple(feed LowCardinality(String), h UInt64)) -- the rows it was made from, for the guard
)
ENGINE = MergeTree
ORDER BY (run, month, region_code)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
