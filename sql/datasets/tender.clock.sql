-- clock: tender
-- title: 进场交易项目 | Tenders at the trading centre
-- feeds: tender
-- column: case_no            | 项目编号     | Tender
-- column: registered_on      | 登记         | Registered
-- column: entered_on         | 进场         | Entered
-- column: is_full_electronic | 全流程电子化 | Wholly electronic | 1 = 是 / Yes | 0 = 否 / No
-- event: registered_on | 登记 | Registered | begins
-- event: entered_on | 进场 | Entered | ends
SELECT
    month,
    region_code,
    0                                        AS stock,
    tender_no                                AS case_no,
    registered_on,
    entered_on,
    is_full_electronic,
    source,
    load,
    line,
    [(concat('tender/', source), row_hash)]  AS reads
FROM tender FINAL
WHERE is_deleted = 0 AND month IN ({months:Array(Date)})
