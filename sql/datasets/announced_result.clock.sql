-- clock: announced_result
-- title: 省反馈结果 | Results announced by the province
-- feeds: announced_result
SELECT
    month,
    region_code,
    year,
    tier,
    score,
    announced_on,
    document,
    source,
    load,
    line,
    [(concat('announced_result/', source), row_hash)] AS reads
FROM announced_result FINAL
WHERE is_deleted = 0 AND month IN ({months:Array(Date)})
