-- Filled by a batch of the driver: one block, all of it or nothing.
INSERT INTO edition_event (year, seq, deed, edition, shown, by, reason, at)
