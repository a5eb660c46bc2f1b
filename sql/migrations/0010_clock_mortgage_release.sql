-- Releases and the stock of mortgages as one run saw them: what RP03 to RP09 count.
CREATE TABLE IF NOT EXISTS clock_mortgage_release (
    run          UInt64,
    month        Date,
    region_code  LowCardinality(String),
    stock        UInt8, -- 1: state at the month's end; 0: something that happened in the month
    case_no      String,
    mortgagee    String, -- current name
    mortgagee_name String, -- as handed in
    uscc         String, -- empty when the name matches none
    is_fund      UInt8,
    is_bank      UInt8, -- the mortgagee is a bank, not the fund
    initiator    LowCardinality(String),
    channel      LowCardinality(String),
    payoff_at    Nullable(DateTime('Asia/Shanghai')),
    init_at      Nullable(DateTime('Asia/Shanghai')),
    register_at  Nullable(DateTime('Asia/Shanghai')),
    is_closed    UInt8,
    calendar_seconds Nullable(Int64), -- payoff to registration; summed as whole numbers, so that every run gives the same digits
    calendar_hours Nullable(Float64), -- the same in hours, for people
    work_days    Nullable(UInt16), -- working days in (payoff day, registration day]; empty past the last published year
    is_same_day  UInt8,
    actual_trips UInt8,
    baseline_trips UInt8,
    trips_saved  UInt8,
    source       LowCardinality(String),
    load         UInt64,
    line         UInt32,
    reads        Array(Tuple(feed LowCardinality(String), h UInt64)) -- the rows it was made from, for the guard
)
ENGINE = MergeTree
ORDER BY (run, month, region_code)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
