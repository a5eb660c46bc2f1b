-- By month, the count and the hash of what is live after a load: what derive is allowed to publish. The highest seq of a month holds.
CREATE TABLE IF NOT EXISTS reconciled (
    dataset LowCardinality(String),
    source  LowCardinality(String),
    scope   LowCardinality(String),
    load    UInt64,
    version UInt64,
    seq     UInt64,
    month   Date,
    n       Int64,
    h       Int64,
    at      DateTime('Asia/Shanghai')
)
ENGINE = MergeTree
ORDER BY (dataset, source, month, seq)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
