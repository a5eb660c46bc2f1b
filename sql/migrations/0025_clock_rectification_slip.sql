-- Rectification slips as one run saw them: what indicators count, and the spans that are cut out of an acceptance's time.
CREATE TABLE IF NOT EXISTS clock_rectification_slip (
    run          UInt64,
    month        Date,
    region_code  LowCardinality(String),
    stock        UInt8,
    case_no      String,
    acceptance_no String,
    issued_at    Nullable(DateTime('Asia/Shanghai')),
    closed_at    Nullable(DateTime('Asia/Shanghai')),
    issued_on    Date,
    closed_on    Nullable(Date), -- empty until the second check is passed
    is_closed    UInt8,
    work_days    Nullable(Int32), -- working days in (issue, second check]
    items        Nullable(UInt16),
    source       LowCardinality(String),
    load         UInt64,
    line         UInt32,
    reads        Array(Tuple(feed LowCardinality(String), h UInt64)) -- the rows it was made from, for the guard
)
ENGINE = MergeTree
ORDER BY (run, month, region_code)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
