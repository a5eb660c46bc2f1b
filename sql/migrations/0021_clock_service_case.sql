-- Cases as one run saw them, and the matters in force at each month's end.
CREATE TABLE IF NOT EXISTS clock_service_case (
    run          UInt64,
    month        Date,
    region_code  LowCardinality(String),
    stock        UInt8, -- 1: a matter in force at the month's end; 0: a case
    case_no      String,
    task_code    LowCardinality(String),
    task_name    LowCardinality(String),
    topic        LowCardinality(String),
    org_code     LowCardinality(String),
    project_type LowCardinality(String),
    is_applied   UInt8, -- 依申请政务服务: what the rates of government services count
    apply_type   LowCardinality(String),
    result_type  LowCardinality(String),
    accept_at    Nullable(DateTime('Asia/Shanghai')),
    result_at    Nullable(DateTime('Asia/Shanghai')),
    is_closed    UInt8,
    is_online    UInt8,
    is_same_day  UInt8,
    gross_days   Nullable(Int32), -- working days in (acceptance, result]
    net_days     Nullable(Int32), -- the same without the spans in which the clock stood
    net_calendar_days Nullable(Int32), -- calendar days from acceptance to result, without those in which the clock stood
    net_work_seconds Nullable(Int64), -- office hours from acceptance to result, without the working days of stops
    promise_days Nullable(Int32), -- working days in (acceptance, promised day]; else the matter's
    legal_days   Nullable(Int32),
    due_on       Nullable(Date), -- of an open case: the last day on which it is in time; empty while its clock stands
    actual_trips Nullable(UInt8),
    trips_saved  UInt8,
    step_count   Nullable(UInt8),
    satisfaction Nullable(UInt8),
    source       LowCardinality(String),
    load         UInt64,
    line         UInt32,
    reads        Array(Tuple(feed LowCardinality(String), h UInt64)) -- the rows it was made from, for the guard
)
ENGINE = MergeTree
ORDER BY (run, month, region_code)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_bytes_for_wide_part = 268435456
