-- The names as one run saw them, never changed afterwards.
CREATE TABLE IF NOT EXISTS clock_mortgagee_alias (
    run          UInt64,
    month        Date,
    name         String,
    valid_from   Date,
    valid_to     Nullable(Date),
    current_name String,
    uscc         String,
    kind         LowCardinality(String),
    source       LowCardinality(String),
    load         UInt64,
    line         UInt32,
    reads        Array(Tuple(feed LowCardinality(String), h UInt64)) -- the rows it was made from, for the guard
)
ENGINE = MergeTree
ORDER BY (run, month, name)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
