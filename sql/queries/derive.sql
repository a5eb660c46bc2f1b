-- Current rows of {months} become the immutable rows of {run}.
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
SETTINGS max_partitions_per_insert_block = 1000, max_insert_threads = 2, min_insert_block_size_rows = 262144
