-- Filled by a batch of the driver: one block, all of it or nothing.
INSERT INTO edition_part (edition, part, period, rev, run, rows, digest, formula, as_of, at)
