-- Filled by a batch of the driver: one block, all of it or nothing.
INSERT INTO publication (rev, run, part, period, rows, digest, formula, as_of, at)
