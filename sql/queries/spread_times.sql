-- The cases that an indicator counts, each with the time that it took, and the promise and the legal limit that stand with it.
SELECT
    toNullable(${own}) AS own,
    ${promise} AS promise,
    ${legal} AS legal
FROM ${table} AS k
WHERE (month, run) IN (SELECT p.1, p.2 FROM (SELECT arrayJoin(arrayZip({months:Array(Date)}, {runs:Array(UInt64)})) AS p))
    AND region_code = {region:String}
    AND ({every_region:UInt8} = 1 OR region_code IN ({regions:Array(String)}))
    AND (stock = 0 OR month = {stock_month:Date})
    AND (${rows})
GROUP BY k.load, k.line
HAVING ${n} = 1 AND own IS NOT NULL
