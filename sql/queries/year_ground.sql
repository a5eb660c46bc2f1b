-- What the scores of a year stand on, from the run that readers see. A list of the values of others is for those alone who may
-- see them.
SELECT
    population,
    indicator,
    region_code,
    name,
    value
FROM score_ground
WHERE run = {run:UInt64} AND year = {year:UInt16}
    AND ({every_region:UInt8} = 1 OR region_code IN ({regions:Array(String)}) OR (region_code = '' AND name != 'seen'))
ORDER BY population, position
