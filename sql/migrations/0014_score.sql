-- What the scheme made of the values: every node of every region's tree; a run's rows never change.
CREATE TABLE IF NOT EXISTS score (
    run          UInt64,
    region_code  LowCardinality(String),
    year         UInt16,
    scheme       LowCardinality(String),
    position     UInt32, -- in the order of the scheme
    node         LowCardinality(String),
    parent       LowCardinality(String),
    depth        UInt8,
    score        Nullable(Float64),
    weight       Float64,
    full         Float64,
    contribution Nullable(Float64),
    rank         UInt32,
    tier         UInt8,
    status       LowCardinality(String),
    reason       String
)
ENGINE = MergeTree
ORDER BY (run, region_code, year, position)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
