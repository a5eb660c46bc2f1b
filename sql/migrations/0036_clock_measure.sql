-- Measures and campaign tasks as one run saw them: what AP01 and AP02 count.
CREATE TABLE IF NOT EXISTS clock_measure (
    run          UInt64,
    month        Date,
    region_code  LowCardinality(String),
    stock        UInt8,
    case_no      String,
    plan         LowCardinality(String),
    task         LowCardinality(String),
    title        String,
    org_code     LowCardinality(String),
    due_date     Nullable(Date), -- an open one is late from the day after
    done_date    Nullable(Date),
    status       LowCardinality(String),
    is_done      UInt8,
    is_in_time   UInt8,
    source       LowCardinality(String),
    load         UInt64,
    line         UInt32,
    reads        Array(Tuple(feed LowCardinality(String), h UInt64)) -- the rows it was made from, for the guard
)
ENGINE = MergeTree
ORDER BY (run, month, region_code)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
