-- Names that mortgagees used, with the days they were valid: a release under an unlisted name is rejected, not guessed.
CREATE TABLE IF NOT EXISTS mortgagee_alias (
    source       LowCardinality(String),
    month        Date, -- in the key: without it FINAL is wrong for a case that moves to another month
    name         String,
    valid_from   Date,
    valid_to     Nullable(Date),
    current_name String,
    uscc         String,
    kind         LowCardinality(String),
    confirmed_by String,
    load         UInt64,
    line         UInt32,
    row_hash     UInt64,
    is_deleted   UInt8,
    version      UInt64,
    told         UInt64 DEFAULT version -- when the key was last told of here; a snapshot that takes it away leaves it as it was
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toYYYYMM(month)
ORDER BY (source, month, name, valid_from)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
