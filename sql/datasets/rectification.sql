-- dataset: rectification
-- title: 营商环境问题整改清单 | Problems to be put right
-- key: item_no
-- optional: title, closed_at
-- lambda: day, moment
-- reject: no_item_no    | 问题编号为空,请补填 | The problem's number is missing: fill it in
-- reject: bad_region    | 区划代码不是6位数字 | The region code is not six digits
-- reject: no_org        | 整改责任部门为空,请补填 | The responsible office is missing: fill it in
-- reject: bad_found_at  | 发现时间缺失或不是真实时间,请按 2022-03-01 09:30:00 的样子填写 | The time of finding is missing or no real time: write it like 2022-03-01 09:30:00
-- reject: found_ahead   | 发现时间晚于报送日期,请核对 | Found after the day of the file: check it
-- reject: bad_due_date  | 整改期限缺失或不是真实日期,请按 2022-06-30 的样子填写 | The due day is missing or no real date: write it like 2022-06-30
-- reject: due_before    | 整改期限早于发现之日,请核对 | Due before it was found: check both
-- reject: bad_closed_at | 销号时间不是真实时间;未销号的请留空 | The closing time is no real time: leave it empty while the problem is open
-- reject: closed_before | 销号时间早于发现时间,请核对两个时间 | Closed before it was found: check both times
-- reject: closed_ahead  | 销号时间晚于报送日期,请核对 | Closed after the day of the file: check it
SELECT
    toStartOfMonth(coalesce(toDate(closed_at, 'Asia/Shanghai'), due_date, toDate(0))) AS month,
    trim(raw_item_no)                        AS item_no,
    trim(raw_region_code)                    AS region_code,
    trim(raw_title)                          AS title,
    trim(raw_org_code)                       AS org_code,
    moment(trim(raw_found_at))               AS found_at,
    day(trim(raw_due_date))                  AS due_date,
    moment(trim(raw_closed_at))              AS closed_at,
    item_no = ''                             AS reject_no_item_no,
    NOT match(region_code, '^[0-9]{6}$')     AS reject_bad_region,
    org_code = ''                            AS reject_no_org,
    found_at IS NULL                         AS reject_bad_found_at,
    toDate(found_at, 'Asia/Shanghai') > toDate(toDateTime({as_of:UInt64}, 'Asia/Shanghai')) AS reject_found_ahead,
    due_date IS NULL                         AS reject_bad_due_date,
    due_date < toDate(found_at, 'Asia/Shanghai') AS reject_due_before,
    trim(raw_closed_at) != '' AND closed_at IS NULL AS reject_bad_closed_at,
    closed_at < found_at                     AS reject_closed_before,
    toDate(closed_at, 'Asia/Shanghai') > toDate(toDateTime({as_of:UInt64}, 'Asia/Shanghai')) AS reject_closed_ahead
FROM staged
