-- The cells of some cases, by the places of their rows in files.
SELECT
    k.source AS source,
    k.load AS load,
    k.line AS line,
    [
    ${cells}
    ] AS cells
FROM ${table} AS k
WHERE (month, run) IN (SELECT p.1, p.2 FROM (SELECT arrayJoin(arrayZip({months:Array(Date)}, {runs:Array(UInt64)})) AS p))
    AND region_code = {region:String}
    AND ({every_region:UInt8} = 1 OR region_code IN ({regions:Array(String)}))
    AND ${cases}
    AND (${rows})
    AND k.load IN ({loads:Array(UInt64)})
    AND bitOr(bitShiftLeft(k.load, 32), toUInt64(k.line)) IN ({places:Array(UInt64)})
