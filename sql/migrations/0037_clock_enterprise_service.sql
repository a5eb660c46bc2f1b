-- What was done for enterprises, and the lists they stand on, as one run saw them: what AP03, IN05 and IP04 count.
CREATE TABLE IF NOT EXISTS clock_enterprise_service (
    run          UInt64,
    month        Date,
    region_code  LowCardinality(String),
    stock        UInt8, -- 1: stands on a list at the month's end; 0: was visited, trained or served
    case_no      String,
    kind         LowCardinality(String),
    uscc         String,
    enterprise   String,
    provider     LowCardinality(String),
    happened_on  Nullable(Date),
    source       LowCardinality(String),
    load         UInt64,
    line         UInt32,
    reads        Array(Tuple(feed LowCardinality(String), h UInt64)) -- the rows it was made from, for the guard
)
ENGINE = MergeTree
ORDER BY (run, month, region_code)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
