-- What was published and taken back, and why; the highest seq of a year holds.
CREATE TABLE IF NOT EXISTS edition_event (
    year    UInt16,
    seq     UInt64,
    deed    LowCardinality(String), -- publish, rollback
    edition String,
    shown   String, -- what readers see of the year from then on; empty: what is computed day by day
    by      String,
    reason  String,
    at      DateTime('Asia/Shanghai')
)
ENGINE = MergeTree
ORDER BY (year, seq)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
