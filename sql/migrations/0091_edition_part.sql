-- The runs that an edition shows, as publication has them; rows of these runs are never forgotten.
CREATE TABLE IF NOT EXISTS edition_part (
    edition String,
    part    LowCardinality(String),
    period  Date,
    rev     UInt64,
    run     UInt64,
    rows    UInt64,
    digest  UInt64,
    formula UInt64,
    as_of   Date,
    at      DateTime('Asia/Shanghai')
)
ENGINE = MergeTree
ORDER BY (edition, part, period)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
