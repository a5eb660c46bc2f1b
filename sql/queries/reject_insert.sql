-- Every row that was not taken, with every reason, and whether an older good row of its key stays in.
INSERT INTO reject (source, dataset, region_code, load, attempt, line, record_key, kept, reasons, content, at)
SELECT
    {source:String},
    {dataset:String},
    ${region},
    {load:UInt64},
    {attempt:UInt32},
    line,
    arrayStringConcat([${record_key}], ' '),
    cityHash64(tuple(${key})) IN (
        SELECT cityHash64(tuple(${key}))
        FROM ${fact} FINAL
        WHERE source = {source:String} AND is_deleted = 0
            AND cityHash64(tuple(${key})) IN (SELECT cityHash64(tuple(${key})) FROM ${stage} WHERE bad != 0)
    ),
    arrayMap(bit -> {codes:Array(String)}[bit + 1], bitPositionsToArray(bad)),
    content,
    {at:DateTime('Asia/Shanghai')}
FROM ${stage}
WHERE bad != 0
SETTINGS use_index_for_in_with_subqueries = 0
