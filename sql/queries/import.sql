-- Parquet follows the statement.
INSERT INTO ${table} SETTINGS max_partitions_per_insert_block = 1000 FORMAT Parquet
