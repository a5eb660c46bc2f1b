-- Received loads as one run saw them.
CREATE TABLE IF NOT EXISTS clock_intake (
    run             UInt64,
    month           Date,
    region_code     LowCardinality(String),
    stock           UInt8, -- 0: every row is an event
    case_no         String, -- the load's number
    feed            LowCardinality(String),
    feed_dataset    LowCardinality(String),
    org_code        LowCardinality(String),
    file_name       String,
    data_day        Nullable(Date),
    read_count      UInt64,
    accepted_count  UInt64,
    rejected_count  UInt64,
    mended_count    UInt64,
    judged_count    UInt64, -- received, without the rejected that were mended
    source          LowCardinality(String),
    load            UInt64,
    line            UInt32,
    reads           Array(Tuple(feed LowCardinality(String), h UInt64)) -- the rows it was made from, for the guard
)
ENGINE = MergeTree
ORDER BY (run, month, region_code)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
