-- How many keys stand in a stage as rejected rows alone.
SELECT count() AS rows
FROM (${kept})
