-- Filled by a batch of the driver: one block, all of it or nothing.
INSERT INTO edition (edition, year, as_of, frozen_at, by, reason, scheme, manifest, program, demo)
