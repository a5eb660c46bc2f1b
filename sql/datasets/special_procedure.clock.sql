-- clock: special_procedure
-- title: 特别程序与补正 | Special procedures and corrections
-- feeds: special_procedure
SELECT
    month,
    region_code,
    project_no,
    special_type,
    toDate(assumeNotNull(special_at), 'Asia/Shanghai') AS special_on,
    toDate(end_at, 'Asia/Shanghai')          AS end_on,
    source,
    load,
    line,
    [(concat('special_procedure/', source), row_hash)] AS reads
FROM special_procedure FINAL
WHERE is_deleted = 0 AND month IN ({months:Array(Date)})
