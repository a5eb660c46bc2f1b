-- clock: rectification
-- title: 营商环境问题整改 | Problems to be put right
-- feeds: rectification
-- column: case_no   | 问题编号 | Problem
-- column: title     | 问题     | What is wrong
-- column: org_code  | 责任部门 | Office
-- column: found_at  | 发现时间 | Found
-- column: due_date  | 整改期限 | Due
-- column: closed_at | 销号时间 | Closed
-- event: found_at | 发现 | Found | begins
-- event: due_date | 整改期限 | Due | due
-- event: closed_at | 销号 | Closed | ends
-- split: department | org_code
SELECT
    month,
    region_code,
    0                                        AS stock,
    item_no                                  AS case_no,
    title,
    org_code,
    found_at,
    due_date,
    closed_at,
    closed_at IS NOT NULL                    AS is_closed,
    ifNull(toDate(closed_at, 'Asia/Shanghai') <= due_date, 0) AS is_in_time,
    source,
    load,
    line,
    [(concat('rectification/', source), row_hash)] AS reads
FROM rectification FINAL
WHERE is_deleted = 0 AND month IN ({months:Array(Date)})
