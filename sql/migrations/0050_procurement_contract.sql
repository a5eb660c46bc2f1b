-- 政府采购合同, one row a contract: in the month in which it was signed, before that in the month of the award notice.
CREATE TABLE IF NOT EXISTS procurement_contract (
    source       LowCardinality(String),
    month        Date, -- in the key: without it FINAL is wrong for a row that moves to another month
    contract_no  String CODEC(ZSTD(1)),
    region_code  LowCardinality(String),
    notice_on    Nullable(Date) CODEC(ZSTD(1)), -- of the award notice
    signed_on    Nullable(Date) CODEC(ZSTD(1)),
    is_advance_due UInt8, -- 应预付: the contract has to be paid in advance in part
    advance_pct  Nullable(Decimal(5, 2)), -- of the contract, in percent
    advance_rule_pct Nullable(Decimal(5, 2)), -- the least that the rule asks for
    load         UInt64,
    line         UInt32,
    row_hash     UInt64,
    is_deleted   UInt8,
    version      UInt64,
    told         UInt64 DEFAULT version -- when the key was last told of here; a snapshot that takes it away leaves it as it was
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toYYYYMM(month)
ORDER BY (source, month, contract_no)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
