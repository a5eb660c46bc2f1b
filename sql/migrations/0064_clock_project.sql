-- Projects as one run saw them.
CREATE TABLE IF NOT EXISTS clock_project (
    run          UInt64,
    month        Date,
    region_code  LowCardinality(String),
    stock        UInt8, -- 0: every row is an event
    case_no      String,
    project_name String,
    is_industrial UInt8,
    land_signed_on Nullable(Date),
    permit_on    Nullable(Date),
    permit_days  Nullable(Int32), -- working days in (land contract, building permit]
    source       LowCardinality(String),
    load         UInt64,
    line         UInt32,
    reads        Array(Tuple(feed LowCardinality(String), h UInt64)) -- the rows it was made from, for the guard
)
ENGINE = MergeTree
ORDER BY (run, month, region_code)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
