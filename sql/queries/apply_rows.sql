-- Writes the rows that are new or differ. Running it again writes the same rows or none.
INSERT INTO ${fact}
SELECT ${stage}.* EXCEPT (bad, content)
FROM ${stage}
WHERE bad = 0
    AND ${fresh}
    AND ${changed}
    AND ${fence}
SETTINGS max_insert_threads = 2, max_partitions_per_insert_block = 1000, use_index_for_in_with_subqueries = 0
