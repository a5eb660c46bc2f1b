-- dataset: rectification_slip
-- title: 联合整改单 | Joint rectification slips
-- key: slip_no
-- optional: closed_at, operation, changed_at
-- changed: changed_at
-- deletes: is_withdrawn
-- lambda: moment
-- reject: no_slip_no       | 整改单编号为空,请补填 | The slip's number is missing: fill it in
-- reject: bad_region       | 区划代码不是6位数字 | The region code is not six digits
-- reject: no_acceptance_no | 验收编号为空,无法认定整改的是哪一件,请补填 | The acceptance number is missing: fill it in
-- reject: bad_issued_at    | 开出时间缺失或不是真实时间,请按 2022-03-01 09:30:00 的样子填写 | The time of issue is missing or no real time: write it like 2022-03-01 09:30:00
-- reject: issued_ahead     | 开出时间晚于报送日期,请核对 | Issued after the day of the file: check it
-- reject: bad_closed_at    | 复查通过时间不是真实时间;尚未通过的请留空 | The time of passing the second check is no real time: leave it empty until then
-- reject: closes_before    | 复查通过时间早于开出时间,请核对两个时间 | It passed before it was issued: check both times
-- reject: closed_ahead     | 复查通过时间晚于报送日期,请核对 | It passed after the day of the file: check it
-- reject: bad_items        | 整改项数应为 1 到 999 的整数 | The number of items is a whole number from 1 to 999
-- reject: bad_operation    | 操作只能填 新增、更正、删除,或留空 | The operation is new, correction, deletion or empty
-- reject: bad_changed_at   | 变更时间不是真实时间 | The change time is no real time
SELECT
    toStartOfMonth(toDate(coalesce(closed_at, issued_at, toDateTime(0, 'Asia/Shanghai')), 'Asia/Shanghai')) AS month,
    trim(raw_slip_no)                        AS slip_no,
    trim(raw_region_code)                    AS region_code,
    trim(raw_acceptance_no)                  AS acceptance_no,
    moment(trim(raw_issued_at))              AS issued_at,
    moment(trim(raw_closed_at))              AS closed_at,
    toUInt16OrNull(trim(raw_items))          AS items,
    moment(trim(raw_changed_at))             AS changed_at,
    trim(raw_operation) = '删除' OR upper(trim(raw_operation)) = 'D' AS is_withdrawn,
    slip_no = ''                             AS reject_no_slip_no,
    NOT match(region_code, '^[0-9]{6}$')     AS reject_bad_region,
    NOT is_withdrawn AND acceptance_no = ''  AS reject_no_acceptance_no,
    NOT is_withdrawn AND issued_at IS NULL   AS reject_bad_issued_at,
    toDate(issued_at, 'Asia/Shanghai') > toDate(toDateTime({as_of:UInt64}, 'Asia/Shanghai')) AS reject_issued_ahead,
    trim(raw_closed_at) != '' AND closed_at IS NULL AS reject_bad_closed_at,
    closed_at < issued_at                    AS reject_closes_before,
    toDate(closed_at, 'Asia/Shanghai') > toDate(toDateTime({as_of:UInt64}, 'Asia/Shanghai')) AS reject_closed_ahead,
    NOT is_withdrawn AND ifNull(items NOT BETWEEN 1 AND 999, 1) AS reject_bad_items,
    trim(raw_operation) NOT IN ('', '新增', '更正', '删除', 'I', 'U', 'D', 'i', 'u', 'd') AS reject_bad_operation,
    trim(raw_changed_at) != '' AND changed_at IS NULL AS reject_bad_changed_at
FROM staged
