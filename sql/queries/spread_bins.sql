-- How many counted cases lie in each bin of a width, from a start on; all that lies behind the last bin is in it.
SELECT
    toUInt32(least(floor((assumeNotNull(own) - {start:Float64}) / {width:Float64} + 1e-9), {last:Float64})) AS bin, -- a time on an edge is not moved by the dust of a division
    count() AS cases
FROM (
    ${times}
)
GROUP BY bin
ORDER BY bin
