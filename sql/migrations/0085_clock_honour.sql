-- Honours as one run saw them.
CREATE TABLE IF NOT EXISTS clock_honour (
    run          UInt64,
    month        Date,
    region_code  LowCardinality(String),
    year         UInt16,
    title        String,
    level        LowCardinality(String),
    awarded_by   String,
    awarded_on   Nullable(Date),
    document     String,
    org_code     LowCardinality(String),
    theme        LowCardinality(String),
    basis        LowCardinality(String),
    note         String,
    source       LowCardinality(String),
    load         UInt64,
    line         UInt32,
    reads        Array(Tuple(feed LowCardinality(String), h UInt64)) -- the rows it was made from, for the guard
)
ENGINE = MergeTree
ORDER BY (run, month, region_code)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
