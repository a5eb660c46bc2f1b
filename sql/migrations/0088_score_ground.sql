-- What scores stand on beside their scheme: the numbers that normalising took from the values of a year and population, so that
-- one region can be scored again without the others; a run's rows never change.
CREATE TABLE IF NOT EXISTS score_ground (
    run         UInt64,
    year        UInt16,
    population  LowCardinality(String), -- whose regions were measured against each other
    position    UInt32, -- in the population's list
    indicator   LowCardinality(String),
    region_code LowCardinality(String), -- of an imputed value; empty: of the indicator
    name        LowCardinality(String), -- least, greatest, mean, imputed_median
    value       Float64
)
ENGINE = MergeTree
ORDER BY (run, year, population, position)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
