-- dataset: service_case
-- title: 政务服务办件 | Service cases
-- key: project_no
-- optional: apply_type, apply_at, actual_trips, promise_date, result_type, step_count, satisfaction, applicant_hash, operation, changed_at
-- reads: matter
-- changed: changed_at
-- deletes: is_withdrawn
-- lambda: moment, day
-- reject: no_project_no    | 办件编号为空,无法认定是哪一件,请补填 | The case number is missing: fill it in
-- reject: bad_region       | 区划代码不是6位数字 | The region code is not six digits
-- reject: unknown_task     | 事项编码在受理当日不在实施清单内,无法认定承诺时限;请先更新实施清单,再重新报送 | The matter was not on the list on the day of acceptance: have it put there, then send the row again
-- reject: no_org           | 受理部门为空,请补填 | The office is missing: fill it in
-- reject: bad_project_type | 办理类型只能填 即办件、承诺件 | The type is instant or committed
-- reject: bad_apply_type   | 申请渠道只能填 网上、掌上、自助、窗口、电话;政务服务办件不能留空 | The channel is web, mobile, kiosk, window or telephone; a government service needs one
-- reject: bad_apply_at     | 申请时间缺失或不是真实时间,请按 2022-03-01 09:30:00 的样子填写 | The application time is missing or no real time: write it like 2022-03-01 09:30:00
-- reject: bad_accept_at    | 受理时间缺失或不是真实时间 | The acceptance time is missing or no real time
-- reject: accept_ahead     | 受理时间晚于报送日期,请核对 | Accepted after the day of the file: check it
-- reject: bad_promise_date | 承诺办结日期不是真实日期;按实施清单承诺的请留空 | The promised day is no real date: leave it empty where the list's promise holds
-- reject: promise_before   | 承诺办结日期早于受理日期,请核对 | Promised before it was accepted: check both days
-- reject: bad_result_at    | 办结时间不是真实时间;未办结的请留空 | The result time is no real time: leave it empty while the case is open
-- reject: result_before    | 办结时间早于受理时间,请核对两个时间 | Finished before it was accepted: check both times
-- reject: bad_trips        | 到场次数应为 0 到 99 的整数;政务服务办件不能留空 | Trips made is a whole number from 0 to 99; a government service needs it
-- reject: bad_steps        | 环节数应为 1 到 99 的整数;没有的请留空 | Steps is a whole number from 1 to 99: leave it empty if unknown
-- reject: bad_satisfaction | 满意度应为 1 到 5;未评价的请留空 | Satisfaction is 1 to 5: leave it empty without a rating
-- reject: bad_operation    | 操作只能填 新增、更正、删除,或留空 | The operation is new, correction, deletion or empty
-- reject: bad_changed_at   | 变更时间不是真实时间 | The change time is no real time
SELECT
    toStartOfMonth(coalesce(toDate(result_at, 'Asia/Shanghai'), promise_date, toDate(accept_at, 'Asia/Shanghai'), toDate(0))) AS month,
    trim(raw_project_no)                     AS project_no,
    trim(raw_region_code)                    AS region_code,
    trim(raw_task_code)                      AS task_code,
    trim(raw_org_code)                       AS org_code,
    transform(trim(raw_project_type), ['即办件', '即办', '1', '承诺件', '承诺', '2'],
              ['instant', 'instant', 'instant', 'committed', 'committed', 'committed'], '') AS project_type,
    transform(trim(raw_apply_type), ['网上', 'web', '掌上', 'mobile', '自助', 'kiosk', '窗口', 'window', '电话', 'phone'],
              ['web', 'web', 'mobile', 'mobile', 'kiosk', 'kiosk', 'window', 'window', 'phone', 'phone'], '') AS apply_type,
    moment(trim(raw_apply_at))               AS apply_at,
    moment(trim(raw_accept_at))              AS accept_at,
    day(trim(raw_promise_date))              AS promise_date,
    moment(trim(raw_result_at))              AS result_at,
    trim(raw_result_type)                    AS result_type,
    toUInt8OrNull(trim(raw_actual_trips))    AS actual_trips,
    toUInt8OrNull(trim(raw_step_count))      AS step_count,
    toUInt8OrNull(trim(raw_satisfaction))    AS satisfaction,
    raw_applicant_hash                       AS applicant_hash,
    moment(trim(raw_changed_at))             AS changed_at,
    trim(raw_operation) = '删除' OR upper(trim(raw_operation)) = 'D' AS is_withdrawn,
    project_no = ''                          AS reject_no_project_no,
    NOT match(region_code, '^[0-9]{6}$')     AS reject_bad_region,
    NOT is_withdrawn AND accept_at IS NOT NULL
        AND NOT arrayExists(span -> span.1 <= toDate(accept_at, 'Asia/Shanghai') AND toDate(accept_at, 'Asia/Shanghai') < span.2, listed.spans)
                                             AS reject_unknown_task,
    NOT is_withdrawn AND org_code = ''       AS reject_no_org,
    NOT is_withdrawn AND project_type = ''   AS reject_bad_project_type,
    NOT is_withdrawn AND apply_type = '' AND (listed.is_applied OR trim(raw_apply_type) != '') AS reject_bad_apply_type,
    NOT is_withdrawn AND apply_at IS NULL AND (listed.is_applied OR trim(raw_apply_at) != '') AS reject_bad_apply_at,
    NOT is_withdrawn AND accept_at IS NULL   AS reject_bad_accept_at,
    toDate(accept_at, 'Asia/Shanghai') > toDate(toDateTime({as_of:UInt64}, 'Asia/Shanghai')) AS reject_accept_ahead,
    trim(raw_promise_date) != '' AND promise_date IS NULL AS reject_bad_promise_date,
    promise_date < toDate(accept_at, 'Asia/Shanghai') AS reject_promise_before,
    trim(raw_result_at) != '' AND result_at IS NULL AS reject_bad_result_at,
    result_at < accept_at                    AS reject_result_before,
    NOT is_withdrawn AND if(trim(raw_actual_trips) = '', listed.is_applied, ifNull(actual_trips > 99, 1)) AS reject_bad_trips,
    trim(raw_step_count) != '' AND ifNull(step_count NOT BETWEEN 1 AND 99, 1) AS reject_bad_steps,
    trim(raw_satisfaction) != '' AND ifNull(satisfaction NOT BETWEEN 1 AND 5, 1) AS reject_bad_satisfaction,
    trim(raw_operation) NOT IN ('', '新增', '更正', '删除', 'I', 'U', 'D', 'i', 'u', 'd') AS reject_bad_operation,
    trim(raw_changed_at) != '' AND changed_at IS NULL AS reject_bad_changed_at
FROM staged
LEFT ANY JOIN (
    SELECT task_code, groupArray((valid_from, ifNull(valid_to, toDate('2149-06-06')))) AS spans, max(is_applied) AS is_applied
    FROM matter FINAL
    WHERE is_deleted = 0
    GROUP BY task_code
) AS listed ON listed.task_code = trim(raw_task_code)
