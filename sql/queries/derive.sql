-- Current rows of {months} become the immutable rows of {run}. A row is read whole and is small, so blocks of the engine's
-- 1 MB, meant for wide ones, would hold too few rows for what is done once a block.
INSERT INTO ${table} (run, ${columns})
SELECT
    {run:UInt64},
    ${columns}
FROM (
    ${with}
    SELECT
        ${list}
    ${rest}
)
SETTINGS max_partitions_per_insert_block = 1000, max_insert_threads = 2, min_insert_block_size_rows = 262144,
    preferred_block_size_bytes = 16777216
