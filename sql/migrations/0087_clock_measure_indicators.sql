-- As in the facts.
ALTER TABLE clock_measure ADD COLUMN IF NOT EXISTS indicators Array(LowCardinality(String)) AFTER status
