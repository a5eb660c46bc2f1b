-- Requests of enterprises as one run saw them: what AP04 and AP05 count.
CREATE TABLE IF NOT EXISTS clock_enterprise_request (
    run          UInt64,
    month        Date,
    region_code  LowCardinality(String),
    stock        UInt8,
    case_no      String,
    uscc         String,
    topic        LowCardinality(String),
    org_code     LowCardinality(String),
    received_at  Nullable(DateTime('Asia/Shanghai')),
    due_at       Nullable(DateTime('Asia/Shanghai')),
    due_on       Nullable(Date), -- an open one is late from the day after
    closed_at    Nullable(DateTime('Asia/Shanghai')),
    is_closed    UInt8,
    is_in_time   UInt8,
    revisited    UInt8,
    satisfied    Nullable(UInt8),
    source       LowCardinality(String),
    load         UInt64,
    line         UInt32,
    reads        Array(Tuple(feed LowCardinality(String), h UInt64)) -- the rows it was made from, for the guard
)
ENGINE = MergeTree
ORDER BY (run, month, region_code)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
