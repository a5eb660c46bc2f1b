-- Which run readers see for each part and period: the highest (rev, run) wins. One insert, one block, one part: all of it or nothing.
CREATE TABLE IF NOT EXISTS publication (
    rev     UInt64, -- the newest reconciliation it was computed from
    run     UInt64,
    part    LowCardinality(String), -- clock:NAME by month, value:NAME by year, score by year
    period  Date,
    rows    UInt64,
    digest  UInt64, -- of the facts that were read
    formula UInt64, -- of the SQL, calendar, scheme and as-of date
    as_of   Date,
    at      DateTime('Asia/Shanghai')
)
ENGINE = MergeTree
ORDER BY (part, period, rev, run)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
