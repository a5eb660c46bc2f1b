-- clock: intake
-- title: 收件台账 | Records received
-- feeds: intake
-- column: case_no        | 批次       | Load
-- column: file_name      | 文件       | File
-- column: feed           | 数据源     | Source
-- column: org_code       | 报送单位   | Supplier
-- column: data_day       | 数据日期   | Day of the data
-- column: read_count     | 接收       | Received | right
-- column: accepted_count | 合格       | Accepted | right
-- column: rejected_count | 退回       | Rejected | right
-- column: mended_count   | 已补正     | Mended since | right
-- split: department | org_code
SELECT
    month,
    region_code,
    0                                        AS stock,
    toString(load_no)                        AS case_no,
    feed,
    feed_dataset,
    org_code,
    file_name,
    data_day,
    assumeNotNull(intake.read_count)         AS read_count, -- a row without counts was rejected
    assumeNotNull(intake.accepted_count)     AS accepted_count,
    assumeNotNull(intake.rejected_count)     AS rejected_count,
    assumeNotNull(intake.mended_count)       AS mended_count,
    toUInt64(read_count - mended_count)      AS judged_count,
    source,
    load,
    line,
    [(concat('intake/', source), row_hash)]  AS reads
FROM intake FINAL
WHERE is_deleted = 0 AND month IN ({months:Array(Date)})
