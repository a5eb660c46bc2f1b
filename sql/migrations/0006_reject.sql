-- Every row that was not taken, with its place, its content and every reason. An attempt that died is told by its number.
CREATE TABLE IF NOT EXISTS reject (
    source      LowCardinality(String),
    dataset     LowCardinality(String),
    region_code LowCardinality(String),
    load        UInt64,
    attempt     UInt32,
    line        UInt32,
    record_key  String,
    kept        UInt8, -- an older good row of this key stays in
    reasons     Array(LowCardinality(String)),
    content     Array(String),
    at          DateTime('Asia/Shanghai')
)
ENGINE = MergeTree
ORDER BY (source, load, attempt, line)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
