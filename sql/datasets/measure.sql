-- dataset: measure
-- title: 行动方案举措与百日攻坚任务 | Measures of the action plan and campaign tasks
-- key: measure_no
-- optional: task, done_date, indicators
-- lambda: day
-- reject: no_measure_no  | 编号为空,无法认定是哪一条,请补填 | The number is missing: fill it in
-- reject: bad_region     | 区划代码不是6位数字 | The region code is not six digits
-- reject: bad_plan       | 类别只能填 年度行动方案、百日攻坚 | The kind is the yearly action plan or the 100-day campaign
-- reject: no_task        | 行动方案举措未写明属于哪项重点任务,请补填 | A measure of the action plan names no key task: fill it in
-- reject: no_title       | 举措内容为空,请补填 | The title is missing: fill it in
-- reject: no_org         | 责任部门为空,请补填 | The responsible office is missing: fill it in
-- reject: bad_due_date   | 完成时限缺失或不是真实日期,请按 2022-06-30 的样子填写 | The due day is missing or no real date: write it like 2022-06-30
-- reject: bad_done_date  | 完成日期不是真实日期;未完成的请留空 | The day of completion is no real date: leave it empty while it is open
-- reject: done_ahead     | 完成日期晚于报送日期,请核对 | Completed after the day of the file: check it
-- reject: bad_status     | 进展只能填 完成、推进中、未启动 | The progress is done, under way or not begun
-- reject: bad_indicators | 支撑指标应为指标代码,多个用顿号隔开,如 RP03、RP04 | The indicators are codes with a comma between them, such as RP03、RP04
-- reject: done_undated   | 进展为“完成”而没有完成日期,请补填完成日期 | Said to be done without the day of completion: fill it in
-- reject: dated_undone   | 填了完成日期而进展不是“完成”,请核对两栏 | A day of completion, but not said to be done: check both
SELECT
    toStartOfMonth(coalesce(done_date, due_date, toDate(0))) AS month,
    trim(raw_measure_no)                     AS measure_no,
    trim(raw_region_code)                    AS region_code,
    transform(trim(raw_plan), ['年度行动方案', '行动方案', 'plan', '百日攻坚', '百日攻坚行动', 'campaign'],
              ['plan', 'plan', 'plan', 'campaign', 'campaign', 'campaign'], '') AS plan,
    trim(raw_task)                           AS task,
    trim(raw_title)                          AS title,
    trim(raw_org_code)                       AS org_code,
    day(trim(raw_due_date))                  AS due_date,
    day(trim(raw_done_date))                 AS done_date,
    transform(trim(raw_status), ['完成', '已完成', 'done', '推进中', 'under_way', '未启动', 'not_begun'],
              ['done', 'done', 'done', 'under_way', 'under_way', 'not_begun', 'not_begun'], '') AS status,
    extractAll(upper(raw_indicators), '[A-Z]{2}[0-9]{2}') AS indicators,
    measure_no = ''                          AS reject_no_measure_no,
    NOT match(region_code, '^[0-9]{6}$')     AS reject_bad_region,
    plan = ''                                AS reject_bad_plan,
    plan = 'plan' AND task = ''              AS reject_no_task,
    title = ''                               AS reject_no_title,
    org_code = ''                            AS reject_no_org,
    due_date IS NULL                         AS reject_bad_due_date,
    trim(raw_done_date) != '' AND done_date IS NULL AS reject_bad_done_date,
    done_date > toDate(toDateTime({as_of:UInt64}, 'Asia/Shanghai')) AS reject_done_ahead,
    status = ''                              AS reject_bad_status,
    NOT match(upper(trim(raw_indicators)), '^([A-Z]{2}[0-9]{2}(、|,|，|;|；|/| )*)*$') AS reject_bad_indicators,
    status = 'done' AND trim(raw_done_date) = '' AS reject_done_undated,
    status IN ('under_way', 'not_begun') AND trim(raw_done_date) != '' AS reject_dated_undone
FROM staged
