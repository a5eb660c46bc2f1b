-- What an increment or a scoped snapshot will change, written before it is applied, so that a repeated attempt still knows what to expect.
CREATE TABLE IF NOT EXISTS load_effect (
    dataset LowCardinality(String),
    source  LowCardinality(String),
    load    UInt64,
    month   Date,
    n       Int64,
    h       Int64, -- of row hashes, wrapping
    base_n  Int64, -- the reconciled state it starts from
    base_h  Int64
)
ENGINE = MergeTree
ORDER BY (dataset, source, load, month)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
