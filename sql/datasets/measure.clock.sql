-- clock: measure
-- title: 行动方案举措与百日攻坚任务 | Measures of the action plan and campaign tasks
-- feeds: measure
-- column: case_no   | 编号     | Number
-- column: plan      | 类别     | Kind | plan = 年度行动方案 / Action plan | campaign = 百日攻坚 / 100-day campaign
-- column: task      | 重点任务 | Key task
-- column: title     | 举措     | Measure
-- column: org_code  | 责任部门 | Office
-- column: due_date  | 完成时限 | Due
-- column: done_date | 完成日期 | Done
-- column: status    | 进展     | Progress | done = 完成 / Done | under_way = 推进中 / Under way | not_begun = 未启动 / Not begun
-- event: due_date | 完成时限 | Due | due
-- event: done_date | 完成 | Done | ends
-- split: department | org_code
-- split: matter | task
SELECT
    month,
    region_code,
    0                                        AS stock,
    measure_no                               AS case_no,
    plan,
    task,
    title,
    org_code,
    due_date,
    done_date,
    status,
    done_date IS NOT NULL                    AS is_done,
    ifNull(done_date <= due_date, 0)         AS is_in_time,
    source,
    load,
    line,
    [(concat('measure/', source), row_hash)] AS reads
FROM measure FINAL
WHERE is_deleted = 0 AND month IN ({months:Array(Date)})
