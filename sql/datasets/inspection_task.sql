-- dataset: inspection_task
-- title: 双随机抽查任务 | Random inspections
-- key: task_no
-- optional: done_on
-- lambda: moment, day, day_of
-- reject: no_task_no     | 任务编号为空,无法认定是哪一项,请补填 | The task's number is missing: fill it in
-- reject: bad_region     | 区划代码不是6位数字 | The region code is not six digits
-- reject: bad_planned_on | 计划完成日期缺失或不是真实日期,请按 2022-03-01 的样子填写 | The planned day is missing or no real date: write it like 2022-03-01
-- reject: bad_done_on    | 完成日期不是真实日期;未完成的请留空 | The day it was done is no real date: leave it empty until it is
-- reject: done_ahead     | 完成日期晚于报送日期,请核对 | Done after the day of the file: check it
-- reject: bad_dept_count | 参与部门数应为 1 到 99 的整数 | Departments is a whole number from 1 to 99
SELECT
    toStartOfMonth(coalesce(done_on, planned_on, toDate(0))) AS month,
    trim(raw_task_no)                        AS task_no,
    trim(raw_region_code)                    AS region_code,
    day_of(trim(raw_planned_on))             AS planned_on,
    day_of(trim(raw_done_on))                AS done_on,
    toUInt8OrNull(trim(raw_dept_count))      AS dept_count,
    task_no = ''                             AS reject_no_task_no,
    NOT match(region_code, '^[0-9]{6}$')     AS reject_bad_region,
    planned_on IS NULL                       AS reject_bad_planned_on,
    trim(raw_done_on) != '' AND done_on IS NULL AS reject_bad_done_on,
    done_on > toDate(toDateTime({as_of:UInt64}, 'Asia/Shanghai')) AS reject_done_ahead,
    ifNull(dept_count NOT BETWEEN 1 AND 99, 1) AS reject_bad_dept_count
FROM staged
