-- Acceptances as one run saw them.
CREATE TABLE IF NOT EXISTS clock_acceptance (
    run          UInt64,
    month        Date,
    region_code  LowCardinality(String),
    stock        UInt8,
    case_no      String,
    project_code String,
    project_name String,
    is_joint     UInt8,
    platform     LowCardinality(String),
    accept_at    Nullable(DateTime('Asia/Shanghai')),
    result_at    Nullable(DateTime('Asia/Shanghai')),
    result       LowCardinality(String),
    is_closed    UInt8,
    is_double    UInt8, -- 1: another source tells of the same acceptance in this month, and that row counts
    gross_days   Nullable(Int32), -- working days in (acceptance, joint opinion]
    net_days     Nullable(Int32), -- the same without the spans of rectification
    rectified_days Nullable(Int32),
    slips        UInt16, -- rectification slips, closed or not
    promise_days Nullable(Int32),
    due_on       Nullable(Date), -- of an open one: the last day on which it is in time; empty while it is rectified
    source       LowCardinality(String),
    load         UInt64,
    line         UInt32,
    reads        Array(Tuple(feed LowCardinality(String), h UInt64)) -- the rows it was made from, for the guard
)
ENGINE = MergeTree
ORDER BY (run, month, region_code)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
