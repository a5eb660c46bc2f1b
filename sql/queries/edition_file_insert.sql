-- Filled by a batch of the driver: one block, all of it or nothing.
INSERT INTO edition_file (edition, path, sha256, text)
