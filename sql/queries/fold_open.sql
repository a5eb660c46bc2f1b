-- How many keys stand in a fold as rejected rows alone: an older file may have a good one.
SELECT count() AS rows
FROM (${kept})
