-- The items of projects as one run saw them.
CREATE TABLE IF NOT EXISTS clock_project_item (
    run          UInt64,
    month        Date,
    region_code  LowCardinality(String),
    item_no      String,
    project_code String,
    stage        UInt8,
    accept_on    Date,
    finish_on    Nullable(Date), -- empty while it is open
    completes_stage UInt8,
    source       LowCardinality(String),
    load         UInt64,
    line         UInt32,
    reads        Array(Tuple(feed LowCardinality(String), h UInt64)) -- the rows it was made from, for the guard
)
ENGINE = MergeTree
ORDER BY (run, month, project_code)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
