-- dataset: matter
-- title: 实施清单 | Matters
-- key: task_code, valid_from
-- optional: valid_to, topic, is_applied, baseline_trips, baseline_steps
-- lambda: day
-- reject: no_task_code     | 事项编码为空,请补填 | The matter's code is missing: fill it in
-- reject: no_task_name     | 事项名称为空,请补填 | The matter's name is missing: fill it in
-- reject: bad_region       | 区划代码不是6位数字 | The region code is not six digits
-- reject: bad_valid_from   | 启用日期缺失或不是真实日期,请按 2022-03-01 的样子填写 | The first day is missing or no real date: write it like 2022-03-01
-- reject: bad_valid_to     | 停用日期不是真实日期;仍在使用的请留空 | The last day is no real date: leave it empty while the matter is in force
-- reject: ends_before      | 停用日期早于启用日期,请核对 | The matter ends before it begins: check both days
-- reject: bad_project_type | 办理类型只能填 即办件、承诺件 | The type is instant or committed
-- reject: bad_is_applied   | 是否依申请政务服务只能填 是、否,或留空(视为是) | Whether it is a service applied for is yes or no, or empty for yes
-- reject: bad_days         | 法定时限、承诺时限应为工作日整数;没有法定时限的请留空,依申请政务服务的承诺时限不能留空 | Days by law and promised are whole working days: leave the legal ones empty if there are none; a service that people apply for needs a promise
-- reject: promise_too_long | 承诺时限长于法定时限,请核对 | More days are promised than the law allows: check both
-- reject: bad_baseline     | 改革前跑动次数、环节数应为 0 到 99 的整数 | Trips and steps before the reform are whole numbers from 0 to 99
SELECT
    toDate('2000-01-01')                     AS month,
    trim(raw_task_code)                      AS task_code,
    trim(raw_region_code)                    AS region_code,
    ifNull(day(trim(raw_valid_from)), toDate(0)) AS valid_from,
    day(trim(raw_valid_to))                  AS valid_to,
    trim(raw_task_name)                      AS task_name,
    trim(raw_topic)                          AS topic,
    trim(raw_org_code)                       AS org_code,
    transform(trim(raw_project_type), ['即办件', '即办', '1', '承诺件', '承诺', '2'],
              ['instant', 'instant', 'instant', 'committed', 'committed', 'committed'], '') AS project_type,
    transform(trim(raw_is_applied), ['', '是', '1', 'yes', '否', '0', 'no'], [1, 1, 1, 1, 0, 0, 0], 9) AS is_applied,
    toUInt16OrNull(trim(raw_legal_days))     AS legal_days,
    toUInt16OrNull(trim(raw_promise_days))   AS promise_days,
    toUInt8OrNull(trim(raw_baseline_trips))  AS baseline_trips,
    toUInt8OrNull(trim(raw_baseline_steps))  AS baseline_steps,
    task_code = ''                           AS reject_no_task_code,
    task_name = ''                           AS reject_no_task_name,
    NOT match(region_code, '^[0-9]{6}$')     AS reject_bad_region,
    valid_from = toDate(0)                   AS reject_bad_valid_from,
    trim(raw_valid_to) != '' AND valid_to IS NULL AS reject_bad_valid_to,
    valid_to < valid_from                    AS reject_ends_before,
    project_type = ''                        AS reject_bad_project_type,
    is_applied = 9                           AS reject_bad_is_applied,
    (trim(raw_legal_days) != '' AND legal_days IS NULL) OR if(trim(raw_promise_days) = '', is_applied = 1, promise_days IS NULL) AS reject_bad_days,
    promise_days > legal_days                AS reject_promise_too_long,
    (trim(raw_baseline_trips) != '' AND ifNull(baseline_trips > 99, 1)) OR (trim(raw_baseline_steps) != '' AND ifNull(baseline_steps > 99, 1)) AS reject_bad_baseline
FROM staged
