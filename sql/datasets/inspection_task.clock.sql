-- clock: inspection_task
-- title: 双随机抽查任务 | Random inspections
-- feeds: inspection_task
-- column: case_no    | 任务编号 | Task
-- column: planned_on | 计划完成 | Planned
-- column: done_on    | 完成     | Done
-- column: dept_count | 部门数   | Departments | right
-- event: planned_on | 计划完成 | Planned | due
-- event: done_on | 完成 | Done | ends
SELECT
    month,
    region_code,
    0                                        AS stock,
    task_no                                  AS case_no,
    planned_on,
    done_on,
    dept_count,
    source,
    load,
    line,
    [(concat('inspection_task/', source), row_hash)] AS reads
FROM inspection_task FINAL
WHERE is_deleted = 0 AND month IN ({months:Array(Date)})
