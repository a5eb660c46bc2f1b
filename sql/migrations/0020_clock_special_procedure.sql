-- The spans in which clocks stand, as one run saw them.
CREATE TABLE IF NOT EXISTS clock_special_procedure (
    run          UInt64,
    month        Date,
    region_code  LowCardinality(String),
    project_no   String,
    special_type LowCardinality(String),
    special_on   Date,
    end_on       Nullable(Date), -- empty while the clock stands
    source       LowCardinality(String),
    load         UInt64,
    line         UInt32,
    reads        Array(Tuple(feed LowCardinality(String), h UInt64)) -- the rows it was made from, for the guard
)
ENGINE = MergeTree
ORDER BY (run, month, project_no)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
