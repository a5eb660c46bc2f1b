-- clock: enterprise_request
-- title: 企业诉求 | Requests of enterprises
-- feeds: enterprise_request
-- column: case_no     | 诉求编号 | Request
-- column: topic       | 类别     | Topic
-- column: org_code    | 承办部门 | Office
-- column: received_at | 收到时间 | Received
-- column: due_at      | 办理时限 | Due
-- column: closed_at   | 办结时间 | Closed
-- column: revisited   | 回访     | Revisited | 1 = 已回访 / Yes | 0 = 未回访 / No
-- column: satisfied   | 满意     | Satisfied | 1 = 满意 / Yes | 0 = 不满意 / No
-- event: received_at | 收到 | Received | begins
-- event: due_at | 办理时限 | Due | due
-- event: closed_at | 办结 | Closed | ends
-- split: department | org_code
-- split: matter | topic
SELECT
    month,
    region_code,
    0                                        AS stock,
    request_no                               AS case_no,
    uscc,
    topic,
    org_code,
    received_at,
    due_at,
    toDate(due_at, 'Asia/Shanghai')          AS due_on,
    closed_at,
    closed_at IS NOT NULL                    AS is_closed,
    ifNull(closed_at <= due_at, 0)           AS is_in_time,
    revisited,
    satisfied,
    source,
    load,
    line,
    [(concat('enterprise_request/', source), row_hash)] AS reads
FROM enterprise_request FINAL
WHERE is_deleted = 0 AND month IN ({months:Array(Date)})
