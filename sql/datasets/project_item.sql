-- dataset: project_item
-- title: 工程建设项目审批事项 | Items of project approval
-- key: item_no
-- optional: finish_at, completes_stage, operation, changed_at
-- changed: changed_at
-- deletes: is_withdrawn
-- lambda: moment, flag
-- reject: no_item_no      | 事项实例编码为空,无法认定是哪一件,请补填 | The item's code is missing: fill it in
-- reject: no_project_code | 项目代码为空,请补填 | The project's code is missing: fill it in
-- reject: bad_region      | 区划代码不是6位数字 | The region code is not six digits
-- reject: bad_stage       | 审批阶段只能填 1 立项用地规划许可、2 工程建设许可、3 施工许可、4 竣工验收 | The stage is 1 land and planning, 2 construction, 3 building permit or 4 completion acceptance
-- reject: bad_accept_at   | 受理时间缺失或不是真实时间,请按 2022-03-01 09:30:00 的样子填写 | The acceptance time is missing or no real time: write it like 2022-03-01 09:30:00
-- reject: accept_ahead    | 受理时间晚于报送日期,请核对 | Accepted after the day of the file: check it
-- reject: bad_finish_at   | 办结时间不是真实时间;未办结的请留空 | The finishing time is no real time: leave it empty while it is open
-- reject: finish_before   | 办结时间早于受理时间,请核对两个时间 | Finished before it was accepted: check both times
-- reject: bad_completes   | 是否阶段办结只能填 是、否,或留空(视为否) | Whether the stage was passed with it is yes or no, or empty for no
-- reject: completes_open  | 未办结的事项不能标为阶段办结,请补填办结时间或改为 否 | An open item cannot pass its stage: fill in when it was finished, or say no
-- reject: bad_operation   | 操作只能填 新增、更正、删除,或留空 | The operation is new, correction, deletion or empty
-- reject: bad_changed_at  | 变更时间不是真实时间 | The change time is no real time
SELECT
    toStartOfMonth(coalesce(toDate(finish_at, 'Asia/Shanghai'), toDate(accept_at, 'Asia/Shanghai'), toDate(0))) AS month,
    trim(raw_item_no)                        AS item_no,
    trim(raw_region_code)                    AS region_code,
    trim(raw_project_code)                   AS project_code,
    transform(trim(raw_stage), ['1', '立项用地规划许可', '2', '工程建设许可', '3', '施工许可', '4', '竣工验收'], [1, 1, 2, 2, 3, 3, 4, 4], 0) AS stage,
    moment(trim(raw_accept_at))              AS accept_at,
    moment(trim(raw_finish_at))              AS finish_at,
    if(trim(raw_completes_stage) = '', 0, flag(raw_completes_stage)) AS completes_stage,
    moment(trim(raw_changed_at))             AS changed_at,
    trim(raw_operation) = '删除' OR upper(trim(raw_operation)) = 'D' AS is_withdrawn,
    item_no = ''                             AS reject_no_item_no,
    NOT is_withdrawn AND project_code = ''   AS reject_no_project_code,
    NOT match(region_code, '^[0-9]{6}$')     AS reject_bad_region,
    NOT is_withdrawn AND stage = 0           AS reject_bad_stage,
    NOT is_withdrawn AND accept_at IS NULL   AS reject_bad_accept_at,
    toDate(accept_at, 'Asia/Shanghai') > toDate(toDateTime({as_of:UInt64}, 'Asia/Shanghai')) AS reject_accept_ahead,
    trim(raw_finish_at) != '' AND finish_at IS NULL AS reject_bad_finish_at,
    finish_at < accept_at                    AS reject_finish_before,
    completes_stage = 9                      AS reject_bad_completes,
    completes_stage = 1 AND trim(raw_finish_at) = '' AS reject_completes_open,
    trim(raw_operation) NOT IN ('', '新增', '更正', '删除', 'I', 'U', 'D', 'i', 'u', 'd') AS reject_bad_operation,
    trim(raw_changed_at) != '' AND changed_at IS NULL AS reject_bad_changed_at
FROM staged
