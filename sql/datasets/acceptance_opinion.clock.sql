-- clock: acceptance_opinion
-- title: 联合验收部门意见 | Departments' acceptance opinions
-- feeds: acceptance_opinion
-- lambda: workdays
-- column: acceptance_no | 验收编号     | Acceptance
-- column: org           | 部门         | Department | construction = 建设 / Construction | resources = 自然资源 / Natural resources | air_defence = 人防 / Civil air defence | meteorology = 气象 / Meteorology | planning = 规划 / Planning | greening = 绿化 / Greening | fire = 消防 / Fire
-- column: asked_at      | 征求时间     | Asked
-- column: due_date      | 应出具日期   | Due
-- column: opinion_at    | 出具时间     | Given
-- column: opinion       | 意见         | Opinion | pass = 通过 / Pass | rectified = 整改后通过 / Pass after rectification | fail = 不通过 / Fail
-- column: work_days     | 用时(工作日) | Working days | right
-- event: asked_at | 征求意见 | Asked | begins
-- event: due_date | 应出具 | Due | due
-- event: opinion_at | 出具意见 | Given | ends
-- counts: workday | work_days
-- part_of: acceptance | acceptance_no
-- split: department | org
SELECT
    month,
    region_code,
    0                                        AS stock,
    concat(acceptance_no, '/', org)          AS case_no,
    acceptance_no,
    org,
    asked_at,
    due_date,
    opinion_at,
    opinion,
    opinion_at IS NOT NULL                   AS is_closed,
    ifNull(toDate(opinion_at, 'Asia/Shanghai') <= due_date, 0) AS is_in_time,
    workdays(toDate(asked_at, 'Asia/Shanghai'), toDate(opinion_at, 'Asia/Shanghai')) AS work_days,
    source,
    load,
    line,
    [(concat('acceptance_opinion/', source), row_hash)] AS reads
FROM acceptance_opinion FINAL
WHERE is_deleted = 0 AND month IN ({months:Array(Date)})
