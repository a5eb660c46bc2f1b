-- dataset: enterprise_visit
-- title: 助企走访 | Visits to enterprises
-- key: visit_no
-- optional: operation, changed_at
-- changed: changed_at
-- deletes: is_withdrawn
-- lambda: moment, is_uscc
-- reject: no_visit_no    | 走访编号为空,请补填 | The visit's number is missing: fill it in
-- reject: bad_region     | 区划代码不是6位数字 | The region code is not six digits
-- reject: bad_uscc       | 统一社会信用代码不是18位或校验位不符,请按营业执照核对 | The unified social credit code is not 18 characters or its check character does not fit: check it against the licence
-- reject: no_enterprise  | 企业名称为空,请补填 | The enterprise's name is missing: fill it in
-- reject: bad_visited_at | 走访时间缺失或不是真实时间,请按 2022-03-01 09:30:00 的样子填写 | The time of the visit is missing or no real time: write it like 2022-03-01 09:30:00
-- reject: visited_ahead  | 走访时间晚于报送日期,请核对 | Visited after the day of the file: check it
-- reject: no_official    | 走访干部为空,请补填 | The visiting official is missing: fill it in
-- reject: bad_operation  | 操作只能填 新增、更正、删除,或留空 | The operation is new, correction, deletion or empty
-- reject: bad_changed_at | 变更时间不是真实时间 | The change time is no real time
SELECT
    toStartOfMonth(toDate(coalesce(visited_at, toDateTime(0, 'Asia/Shanghai')), 'Asia/Shanghai')) AS month,
    trim(raw_visit_no)                       AS visit_no,
    trim(raw_region_code)                    AS region_code,
    upper(trim(raw_uscc))                    AS uscc,
    trim(raw_enterprise)                     AS enterprise,
    moment(trim(raw_visited_at))             AS visited_at,
    trim(raw_official)                       AS official,
    moment(trim(raw_changed_at))             AS changed_at,
    trim(raw_operation) = '删除' OR upper(trim(raw_operation)) = 'D' AS is_withdrawn,
    visit_no = ''                            AS reject_no_visit_no,
    NOT match(region_code, '^[0-9]{6}$')     AS reject_bad_region,
    NOT is_withdrawn AND NOT is_uscc(uscc)   AS reject_bad_uscc,
    NOT is_withdrawn AND enterprise = ''     AS reject_no_enterprise,
    NOT is_withdrawn AND visited_at IS NULL  AS reject_bad_visited_at,
    toDate(visited_at, 'Asia/Shanghai') > toDate(toDateTime({as_of:UInt64}, 'Asia/Shanghai')) AS reject_visited_ahead,
    NOT is_withdrawn AND official = ''       AS reject_no_official,
    trim(raw_operation) NOT IN ('', '新增', '更正', '删除', 'I', 'U', 'D', 'i', 'u', 'd') AS reject_bad_operation,
    trim(raw_changed_at) != '' AND changed_at IS NULL AS reject_bad_changed_at
FROM staged
