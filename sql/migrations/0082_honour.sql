-- 荣誉: what the county was given or chosen for. No indicator counts it.
CREATE TABLE IF NOT EXISTS honour (
    source       LowCardinality(String),
    month        Date, -- in the key: without it FINAL is wrong for a row that moves to another month
    region_code  LowCardinality(String),
    year         UInt16,
    title        String,
    level        LowCardinality(String), -- national, province, city
    awarded_by   String,
    awarded_on   Nullable(Date),
    document     String,
    org_code     LowCardinality(String),
    theme        LowCardinality(String), -- of indicators: T11
    basis        LowCardinality(String), -- document; report: known from a public report alone
    note         String,
    load         UInt64,
    line         UInt32,
    row_hash     UInt64,
    is_deleted   UInt8,
    version      UInt64,
    told         UInt64 DEFAULT version -- when the key was last told of here; a snapshot that takes it away leaves it as it was
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toYYYYMM(month)
ORDER BY (source, month, region_code, year, title)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
