-- Filled by a batch of the driver.
INSERT INTO score_ground (run, year, population, position, indicator, region_code, name, value)
