-- Lines that are taken out of a stage, or put back as rejected rows with their raw record.
CREATE TABLE ${fix} (
    line    UInt32,
    bit     UInt8, -- the reason; 255: stale, taken out only
    content Array(String)
)
ENGINE = MergeTree
ORDER BY line
