-- A value by a column of its cases: the official expressions over the rows of each group alone. Where one counted thing is one row,
-- the groups' numerators, denominators and n add up to those of the value.
SELECT
    ifNull(toString(k.${column}), '') AS split_group,
    toNullable(${numerator}) AS split_numerator,
    toNullable(${denominator}) AS split_denominator,
    toNullable(${value}) AS split_value,
    ${n} AS split_n
FROM ${table} AS k
WHERE (month, run) IN (SELECT p.1, p.2 FROM (SELECT arrayJoin(arrayZip({months:Array(Date)}, {runs:Array(UInt64)})) AS p))
    AND region_code = {region:String}
    AND ({every_region:UInt8} = 1 OR region_code IN ({regions:Array(String)}))
    AND (stock = 0 OR month = {stock_month:Date})
    AND (${rows})
GROUP BY split_group
HAVING split_n != 0 OR ifNull(split_numerator, 0) != 0 OR ifNull(split_denominator, 0) != 0
ORDER BY split_group
