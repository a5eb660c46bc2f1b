-- A run's cases are written into one file a part: 35 columns with a file of their own cost 520 syncs for a million rows, a
-- third of the time it took to derive them. What is merged beyond this size has a file a column again.
ALTER TABLE clock_service_case MODIFY SETTING min_bytes_for_wide_part = 268435456
