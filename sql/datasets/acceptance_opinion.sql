-- dataset: acceptance_opinion
-- title: 联合验收部门意见 | Departments' acceptance opinions
-- key: acceptance_no, org
-- optional: operation, changed_at
-- changed: changed_at
-- deletes: is_withdrawn
-- lambda: moment, day
-- reject: no_acceptance_no | 验收编号为空,无法认定是哪一件,请补填 | The acceptance number is missing: fill it in
-- reject: bad_region       | 区划代码不是6位数字 | The region code is not six digits
-- reject: bad_org          | 验收部门只能填 建设、自然资源、人防、气象、规划、绿化、消防 | The department is one of construction, natural resources, civil air defence, meteorology, planning, greening, fire
-- reject: bad_asked_at     | 征求时间缺失或不是真实时间,请按 2022-03-01 09:30:00 的样子填写 | The time of asking is missing or no real time: write it like 2022-03-01 09:30:00
-- reject: asked_ahead      | 征求时间晚于报送日期,请核对 | Asked after the day of the file: check it
-- reject: bad_due_date     | 应出具日期缺失或不是真实日期,请按 2022-03-08 的样子填写 | The due day is missing or no real date: write it like 2022-03-08
-- reject: due_before       | 应出具日期早于征求日期,请核对 | Due before it was asked for: check both days
-- reject: bad_opinion_at   | 意见出具时间不是真实时间;尚未出具的请留空 | The time of the opinion is no real time: leave it empty until it is given
-- reject: opinion_before   | 意见出具时间早于征求时间,请核对两个时间 | Given before it was asked for: check both times
-- reject: opinion_ahead    | 意见出具时间晚于报送日期,请核对 | Given after the day of the file: check it
-- reject: bad_opinion      | 意见只能填 通过、整改后通过、不通过;尚未出具的请留空 | The opinion is pass, pass after rectification or fail: leave it empty until it is given
-- reject: half_opinion     | 意见出具时间和意见只填了一个,请同时填写或同时留空 | Only one of the opinion and its time is given: fill in both, or leave both empty
-- reject: bad_operation    | 操作只能填 新增、更正、删除,或留空 | The operation is new, correction, deletion or empty
-- reject: bad_changed_at   | 变更时间不是真实时间 | The change time is no real time
SELECT
    toStartOfMonth(coalesce(toDate(opinion_at, 'Asia/Shanghai'), due_date, toDate(asked_at, 'Asia/Shanghai'), toDate(0))) AS month,
    trim(raw_acceptance_no)                  AS acceptance_no,
    transform(trim(raw_org), ['建设', '自然资源', '人防', '气象', '规划', '绿化', '消防'],
              ['construction', 'resources', 'air_defence', 'meteorology', 'planning', 'greening', 'fire'], '') AS org,
    trim(raw_region_code)                    AS region_code,
    moment(trim(raw_asked_at))               AS asked_at,
    day(trim(raw_due_date))                  AS due_date,
    moment(trim(raw_opinion_at))             AS opinion_at,
    transform(trim(raw_opinion), ['通过', '整改后通过', '不通过'], ['pass', 'rectified', 'fail'], '') AS opinion,
    moment(trim(raw_changed_at))             AS changed_at,
    trim(raw_operation) = '删除' OR upper(trim(raw_operation)) = 'D' AS is_withdrawn,
    acceptance_no = ''                       AS reject_no_acceptance_no,
    NOT match(region_code, '^[0-9]{6}$')     AS reject_bad_region,
    org = ''                                 AS reject_bad_org,
    NOT is_withdrawn AND asked_at IS NULL    AS reject_bad_asked_at,
    toDate(asked_at, 'Asia/Shanghai') > toDate(toDateTime({as_of:UInt64}, 'Asia/Shanghai')) AS reject_asked_ahead,
    NOT is_withdrawn AND due_date IS NULL    AS reject_bad_due_date,
    due_date < toDate(asked_at, 'Asia/Shanghai') AS reject_due_before,
    trim(raw_opinion_at) != '' AND opinion_at IS NULL AS reject_bad_opinion_at,
    opinion_at < asked_at                    AS reject_opinion_before,
    toDate(opinion_at, 'Asia/Shanghai') > toDate(toDateTime({as_of:UInt64}, 'Asia/Shanghai')) AS reject_opinion_ahead,
    trim(raw_opinion) != '' AND opinion = '' AS reject_bad_opinion,
    (trim(raw_opinion) = '') != (trim(raw_opinion_at) = '') AS reject_half_opinion,
    trim(raw_operation) NOT IN ('', '新增', '更正', '删除', 'I', 'U', 'D', 'i', 'u', 'd') AS reject_bad_operation,
    trim(raw_changed_at) != '' AND changed_at IS NULL AS reject_bad_changed_at
FROM staged
