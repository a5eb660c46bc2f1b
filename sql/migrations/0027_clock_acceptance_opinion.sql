-- Departments' opinions as one run saw them.
CREATE TABLE IF NOT EXISTS clock_acceptance_opinion (
    run          UInt64,
    month        Date,
    region_code  LowCardinality(String),
    stock        UInt8,
    case_no      String, -- acceptance and department
    acceptance_no String,
    org          LowCardinality(String),
    asked_at     Nullable(DateTime('Asia/Shanghai')),
    due_date     Nullable(Date),
    opinion_at   Nullable(DateTime('Asia/Shanghai')),
    opinion      LowCardinality(String),
    is_closed    UInt8,
    is_in_time   UInt8,
    work_days    Nullable(Int32), -- working days in (asked, given]
    source       LowCardinality(String),
    load         UInt64,
    line         UInt32,
    reads        Array(Tuple(feed LowCardinality(String), h UInt64)) -- the rows it was made from, for the guard
)
ENGINE = MergeTree
ORDER BY (run, month, region_code)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
