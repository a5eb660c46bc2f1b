-- clock: acceptance
-- title: 竣工验收 | Completion acceptances
-- feeds: acceptance
-- reference: rectification_slip
-- lambda: workdays, due
-- column: case_no        | 验收编号       | Acceptance
-- column: project_name   | 项目           | Project
-- column: platform       | 录入平台       | Recorded in | 3.0 = 投资在线平台3.0 / Platform 3.0 | ledger = 台账 / Ledger
-- column: accept_at      | 受理时间       | Accepted
-- column: result_at      | 意见书出具时间 | Joint opinion
-- column: result         | 结果           | Result | passed = 通过 / Passed | failed = 不通过 / Failed
-- column: gross_days     | 总用时(工作日) | Gross working days | right
-- column: rectified_days | 其中整改       | Of them rectification | right
-- column: net_days       | 净用时(工作日) | Net working days | right
-- column: slips          | 整改单         | Rectification slips | right
-- column: due_on         | 应出件日       | Due
-- event: accept_at | 受理 | Accepted | begins
-- event: due_on | 应出件 | Due | due
-- event: result_at | 出具意见书 | Joint opinion | ends
-- counts: workday | net_days | promise_days
-- part_of: project | project_code
-- split: channel | platform
WITH
    rectified AS (
        SELECT acceptance_no, groupArray((issued_on, ifNull(closed_on, toDate('2149-06-06')))) AS spans
        FROM clock_rectification_slip
        WHERE run = {run_rectification_slip:UInt64}
        GROUP BY acceptance_no
    )
SELECT
    month,
    region_code,
    0                                        AS stock,
    acceptance_no                            AS case_no,
    project_code,
    project_name,
    is_joint,
    platform,
    accept_at,
    result_at,
    result,
    result_at IS NOT NULL                    AS is_closed,
    -- the ledger still tells of what the platform holds: it counts once, as the platform has it
    rank > 1                                 AS is_double,
    if(is_closed, workdays(accept_on, result_on), NULL) AS gross_days,
    if(is_closed, net_workdays(accept_on, assumeNotNull(result_on), spans), NULL) AS net_days,
    gross_days - net_days                    AS rectified_days,
    toUInt16(length(spans))                  AS slips,
    workdays(accept_on, promise_date)        AS promise_days,
    if(is_closed, NULL, due_day(accept_on, promise_days, spans)) AS due_on,
    source,
    load,
    line,
    [(concat('acceptance/', source), row_hash)] AS reads
FROM (
    SELECT
        handed.* EXCEPT (acceptance_no),
        handed.acceptance_no                 AS acceptance_no,
        toDate(assumeNotNull(handed.accept_at), 'Asia/Shanghai') AS accept_on,
        toDate(handed.result_at, 'Asia/Shanghai') AS result_on,
        rectified.spans                      AS spans,
        row_number() OVER (PARTITION BY handed.month, handed.acceptance_no ORDER BY handed.platform = '3.0' DESC, handed.source) AS rank
    FROM (SELECT * FROM acceptance FINAL WHERE is_deleted = 0 AND month IN ({months:Array(Date)})) AS handed
    LEFT ANY JOIN rectified ON rectified.acceptance_no = handed.acceptance_no
)
