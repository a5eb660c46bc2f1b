-- Filled by a batch of the driver.
INSERT INTO ${fix} (line, bit, content)
