-- Contracts as one run saw them.
CREATE TABLE IF NOT EXISTS clock_procurement_contract (
    run          UInt64,
    month        Date,
    region_code  LowCardinality(String),
    stock        UInt8, -- 0: every row is an event
    case_no      String,
    notice_on    Nullable(Date),
    signed_on    Nullable(Date),
    sign_days    Nullable(Int32), -- calendar days from the award notice to the signature
    is_advance_due UInt8,
    advance_pct  Nullable(Decimal(5, 2)),
    advance_rule_pct Nullable(Decimal(5, 2)),
    is_advance_met UInt8, -- signed, due, and at least what the rule asks for
    source       LowCardinality(String),
    load         UInt64,
    line         UInt32,
    reads        Array(Tuple(feed LowCardinality(String), h UInt64)) -- the rows it was made from, for the guard
)
ENGINE = MergeTree
ORDER BY (run, month, region_code)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
