-- dataset: acceptance
-- title: 竣工验收 | Completion acceptances
-- key: acceptance_no
-- optional: promise_date, operation, changed_at
-- changed: changed_at
-- deletes: is_withdrawn
-- lambda: moment, day
-- reject: no_acceptance_no | 验收编号为空,无法认定是哪一件,请补填 | The acceptance number is missing: fill it in
-- reject: bad_region       | 区划代码不是6位数字 | The region code is not six digits
-- reject: no_project_code  | 项目代码为空,请补填 | The project's code is missing: fill it in
-- reject: no_project_name  | 项目名称为空,请补填 | The project's name is missing: fill it in
-- reject: bad_joint        | 验收方式只能填 联合验收、单独验收 | The way of acceptance is joint or separate
-- reject: bad_platform     | 录入平台只能填 3.0、台账 | The platform is 3.0 or ledger
-- reject: bad_accept_at    | 受理时间缺失或不是真实时间,请按 2022-03-01 09:30:00 的样子填写 | The acceptance time is missing or no real time: write it like 2022-03-01 09:30:00
-- reject: accept_ahead     | 受理时间晚于报送日期,请核对 | Accepted after the day of the file: check it
-- reject: bad_promise_date | 承诺出件日期不是真实日期;没有承诺的请留空 | The promised day is no real date: leave it empty if none was promised
-- reject: promise_before   | 承诺出件日期早于受理日期,请核对 | Promised before it was accepted: check both days
-- reject: bad_result_at    | 意见书出具时间不是真实时间;尚未出具的请留空 | The time of the joint opinion is no real time: leave it empty while the acceptance is open
-- reject: result_before    | 意见书出具时间早于受理时间,请核对两个时间 | The opinion was given before the acceptance began: check both times
-- reject: result_ahead     | 意见书出具时间晚于报送日期,请核对 | The opinion was given after the day of the file: check it
-- reject: bad_result       | 验收结果只能填 通过、不通过;尚未出具意见书的请留空 | The result is passed or failed: leave it empty while the acceptance is open
-- reject: half_result      | 意见书出具时间和验收结果只填了一个,请同时填写或同时留空 | Only one of the opinion's time and the result is given: fill in both, or leave both empty
-- reject: bad_operation    | 操作只能填 新增、更正、删除,或留空 | The operation is new, correction, deletion or empty
-- reject: bad_changed_at   | 变更时间不是真实时间 | The change time is no real time
SELECT
    toStartOfMonth(coalesce(toDate(result_at, 'Asia/Shanghai'), promise_date, toDate(accept_at, 'Asia/Shanghai'), toDate(0))) AS month,
    trim(raw_acceptance_no)                  AS acceptance_no,
    trim(raw_region_code)                    AS region_code,
    trim(raw_project_code)                   AS project_code,
    trim(raw_project_name)                   AS project_name,
    transform(trim(raw_is_joint), ['联合验收', '联合', '是', '1', '单独验收', '单独', '否', '0'], [1, 1, 1, 1, 0, 0, 0, 0], 9) AS is_joint,
    transform(trim(raw_platform), ['3.0', '台账', 'ledger'], ['3.0', 'ledger', 'ledger'], '') AS platform,
    moment(trim(raw_accept_at))              AS accept_at,
    day(trim(raw_promise_date))              AS promise_date,
    moment(trim(raw_result_at))              AS result_at,
    transform(trim(raw_result), ['通过', 'passed', '不通过', 'failed'], ['passed', 'passed', 'failed', 'failed'], '') AS result,
    moment(trim(raw_changed_at))             AS changed_at,
    trim(raw_operation) = '删除' OR upper(trim(raw_operation)) = 'D' AS is_withdrawn,
    acceptance_no = ''                       AS reject_no_acceptance_no,
    NOT match(region_code, '^[0-9]{6}$')     AS reject_bad_region,
    NOT is_withdrawn AND project_code = ''   AS reject_no_project_code,
    NOT is_withdrawn AND project_name = ''   AS reject_no_project_name,
    NOT is_withdrawn AND is_joint = 9        AS reject_bad_joint,
    NOT is_withdrawn AND platform = ''       AS reject_bad_platform,
    NOT is_withdrawn AND accept_at IS NULL   AS reject_bad_accept_at,
    toDate(accept_at, 'Asia/Shanghai') > toDate(toDateTime({as_of:UInt64}, 'Asia/Shanghai')) AS reject_accept_ahead,
    trim(raw_promise_date) != '' AND promise_date IS NULL AS reject_bad_promise_date,
    promise_date < toDate(accept_at, 'Asia/Shanghai') AS reject_promise_before,
    trim(raw_result_at) != '' AND result_at IS NULL AS reject_bad_result_at,
    result_at < accept_at                    AS reject_result_before,
    toDate(result_at, 'Asia/Shanghai') > toDate(toDateTime({as_of:UInt64}, 'Asia/Shanghai')) AS reject_result_ahead,
    trim(raw_result) != '' AND result = ''   AS reject_bad_result,
    (trim(raw_result) = '') != (trim(raw_result_at) = '') AS reject_half_result,
    trim(raw_operation) NOT IN ('', '新增', '更正', '删除', 'I', 'U', 'D', 'i', 'u', 'd') AS reject_bad_operation,
    trim(raw_changed_at) != '' AND changed_at IS NULL AS reject_bad_changed_at
FROM staged
