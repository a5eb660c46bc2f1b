-- The projects with items in a month, as one run saw them: passed or not, and over all of their months how long their stages took.
CREATE TABLE IF NOT EXISTS clock_project_approval (
    run          UInt64,
    month        Date,
    region_code  LowCardinality(String),
    stock        UInt8, -- 0: every row is an event
    case_no      String,
    items        UInt32, -- items of the project in this month
    is_passed    UInt8, -- completion acceptance was passed in this month
    passed_on    Nullable(Date), -- the day, whenever it was
    land_days    Nullable(Int32), -- net working days of stage 1: of its longest item
    design_days  Nullable(Int32), -- of stage 2
    build_days   Nullable(Int32), -- of stage 3
    accept_days  Nullable(Int32), -- of stage 4
    net_days     Nullable(Int32), -- of all stages
    source       LowCardinality(String),
    load         UInt64,
    line         UInt32,
    reads        Array(Tuple(feed LowCardinality(String), h UInt64)) -- the rows it was made from, for the guard
)
ENGINE = MergeTree
ORDER BY (run, month, region_code)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
