-- 政府采购资金支付, one row a payment: a contract may have several. In the month in which it was paid.
CREATE TABLE IF NOT EXISTS procurement_payment (
    source       LowCardinality(String),
    month        Date, -- in the key: without it FINAL is wrong for a row that moves to another month
    payment_no   String CODEC(ZSTD(1)),
    region_code  LowCardinality(String),
    contract_no  String CODEC(ZSTD(1)),
    is_advance   UInt8, -- paid before anything was delivered: no invoice to wait for
    invoice_on   Nullable(Date) CODEC(ZSTD(1)), -- the invoice came, or the delivery was accepted
    paid_on      Nullable(Date) CODEC(ZSTD(1)),
    load         UInt64,
    line         UInt32,
    row_hash     UInt64,
    is_deleted   UInt8,
    version      UInt64,
    told         UInt64 DEFAULT version -- when the key was last told of here; a snapshot that takes it away leaves it as it was
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toYYYYMM(month)
ORDER BY (source, month, payment_no)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
