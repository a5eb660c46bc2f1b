-- clock: rectification_slip
-- title: 联合整改单 | Joint rectification slips
-- feeds: rectification_slip
-- lambda: workdays
-- column: case_no       | 整改单编号   | Slip
-- column: acceptance_no | 验收编号     | Acceptance
-- column: issued_at     | 开出时间     | Issued
-- column: closed_at     | 复查通过时间 | Passed the second check
-- column: work_days     | 用时(工作日) | Working days | right
-- column: items         | 整改项数     | Items | right
-- event: issued_at | 开出整改单 | Issued | begins
-- event: closed_at | 复查通过 | Passed the second check | ends
-- counts: workday | work_days
-- span: issued_on, closed_on | 整改 | Rectification
-- part_of: acceptance | acceptance_no
SELECT
    month,
    region_code,
    0                                        AS stock,
    slip_no                                  AS case_no,
    acceptance_no,
    issued_at,
    closed_at,
    toDate(assumeNotNull(issued_at), 'Asia/Shanghai') AS issued_on,
    toDate(closed_at, 'Asia/Shanghai')       AS closed_on,
    closed_at IS NOT NULL                    AS is_closed,
    workdays(issued_on, closed_on)           AS work_days,
    items,
    source,
    load,
    line,
    [(concat('rectification_slip/', source), row_hash)] AS reads
FROM rectification_slip FINAL
WHERE is_deleted = 0 AND month IN ({months:Array(Date)})
