-- Random inspections as one run saw them.
CREATE TABLE IF NOT EXISTS clock_inspection_task (
    run          UInt64,
    month        Date,
    region_code  LowCardinality(String),
    stock        UInt8, -- 0: every row is an event
    case_no      String,
    planned_on   Nullable(Date),
    done_on      Nullable(Date),
    dept_count   Nullable(UInt8),
    source       LowCardinality(String),
    load         UInt64,
    line         UInt32,
    reads        Array(Tuple(feed LowCardinality(String), h UInt64)) -- the rows it was made from, for the guard
)
ENGINE = MergeTree
ORDER BY (run, month, region_code)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
