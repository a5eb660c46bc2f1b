-- Filled by a batch of the driver.
INSERT INTO score (run, region_code, year, scheme, position, node, parent, depth, score, weight, full, contribution, rank, tier, status, reason)
