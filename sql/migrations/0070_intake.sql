-- What was received: one row a load that counts, as this program writes it down after every pass.
CREATE TABLE IF NOT EXISTS intake (
    source          LowCardinality(String),
    month           Date, -- in the key: without it FINAL is wrong for a row that moves to another month
    load_no         UInt64,
    region_code     LowCardinality(String),
    feed            LowCardinality(String), -- the source that the load was of
    feed_dataset    LowCardinality(String),
    org_code        LowCardinality(String), -- department's code
    file_name       String CODEC(ZSTD(1)),
    data_day        Nullable(Date), -- up to which the file speaks
    read_count      Nullable(UInt64), -- = accepted + rejected
    accepted_count  Nullable(UInt64),
    rejected_count  Nullable(UInt64),
    mended_count    Nullable(UInt64), -- of the rejected: their number was brought right by a later file
    load            UInt64,
    line            UInt32,
    row_hash        UInt64,
    is_deleted      UInt8,
    version         UInt64,
    told            UInt64 DEFAULT version -- when the key was last told of here; a snapshot that takes it away leaves it as it was
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toYYYYMM(month)
ORDER BY (source, month, load_no)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
