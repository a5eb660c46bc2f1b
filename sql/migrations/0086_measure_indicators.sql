-- A measure may name the indicators that it is to move: the plan's page leads to them.
ALTER TABLE measure ADD COLUMN IF NOT EXISTS indicators Array(LowCardinality(String)) AFTER status
