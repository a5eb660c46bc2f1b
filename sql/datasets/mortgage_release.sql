-- dataset: mortgage_release
-- title: 清贷解抵 | Mortgage releases
-- key: release_no
-- optional: is_fund, is_combination, accept_at, unit_hash, operation, changed_at
-- reads: mortgagee_alias
-- changed: changed_at
-- deletes: is_withdrawn
-- lambda: moment, bearer
-- reject: no_release_no     | 注销业务号为空,无法认定是哪一件,请补填 | The release number is missing: fill it in
-- reject: bad_region        | 区划代码不是6位数字 | The region code is not six digits
-- reject: unknown_mortgagee | 抵押权人名称不在备案名单内(含曾用名),或有多家单位用过而结清当日都已停用,无法认定是哪一家;请先请市场监管部门备案该名称,再重新报送 | The mortgagee's name is not on the list of present and former names, or several have borne it and none on the payoff day: have it put on the list, then send the row again
-- reject: bad_payoff_at     | 结清时间缺失或不是真实时间,请按 2022-03-01 09:30:00 的样子填写 | The payoff time is missing or no real time: write it like 2022-03-01 09:30:00
-- reject: bad_init_at       | 发起时间缺失或不是真实时间 | The initiation time is missing or no real time
-- reject: bad_accept_at     | 受理时间不是真实时间;没有的请留空 | The acceptance time is no real time: leave it empty if there is none
-- reject: bad_register_at   | 登簿时间不是真实时间;尚未登簿的请留空 | The registration time is no real time: leave it empty while the case is open
-- reject: before_payoff     | 登簿时间早于结清时间,请核对两个时间 | Registered before the loan was paid off: check both times
-- reject: bad_initiator     | 发起方只能填 银行、公积金中心、业主 | The initiator is bank, fund or owner
-- reject: bad_channel       | 办理渠道只能填 线上、窗口 | The channel is online or window
-- reject: bad_flag          | “是否”一类的列只能填 是、否 | A yes/no column takes yes or no only
-- reject: bad_trips         | 实际跑动次数应为 0 到 99 的整数 | Trips made is a whole number from 0 to 99
-- reject: bad_operation     | 操作只能填 新增、更正、删除,或留空 | The operation is new, correction, deletion or empty
-- reject: bad_changed_at    | 变更时间不是真实时间 | The change time is no real time
WITH
    (s) -> transform(s, ['是', '1', 'yes', '否', '0', 'no', ''], [1, 1, 1, 0, 0, 0, 0], 9) AS flag
SELECT
    toStartOfMonth(toDate(coalesce(register_at, payoff_at, toDateTime(0, 'Asia/Shanghai')), 'Asia/Shanghai')) AS month,
    trim(raw_release_no)                     AS release_no,
    trim(raw_region_code)                    AS region_code,
    trim(raw_mortgagee_name)                 AS mortgagee_name,
    flag(trim(raw_is_fund))                  AS is_fund,
    flag(trim(raw_is_combination))           AS is_combination,
    moment(trim(raw_payoff_at))              AS payoff_at,
    moment(trim(raw_init_at))                AS init_at,
    transform(trim(raw_initiator), ['银行', 'bank', '公积金中心', '公积金', 'fund', '业主', 'owner'],
              ['bank', 'bank', 'fund', 'fund', 'fund', 'owner', 'owner'], '') AS initiator,
    moment(trim(raw_accept_at))              AS accept_at,
    moment(trim(raw_register_at))            AS register_at,
    transform(trim(raw_channel), ['线上', 'online', '窗口', 'window'], ['online', 'online', 'window', 'window'], '') AS channel,
    toUInt8OrNull(trim(raw_actual_trips))    AS actual_trips,
    raw_unit_hash                            AS unit_hash,
    moment(trim(raw_changed_at))             AS changed_at,
    trim(raw_operation) = '删除' OR upper(trim(raw_operation)) = 'D' AS is_withdrawn,
    release_no = ''                          AS reject_no_release_no,
    NOT match(region_code, '^[0-9]{6}$')     AS reject_bad_region,
    NOT is_withdrawn AND payoff_at IS NOT NULL
        AND if(known.is_one, toDate(payoff_at, 'Asia/Shanghai') < known.since, bearer(known.spans, toDate(payoff_at, 'Asia/Shanghai')).3 = '')
                                             AS reject_unknown_mortgagee,
    NOT is_withdrawn AND payoff_at IS NULL   AS reject_bad_payoff_at,
    NOT is_withdrawn AND init_at IS NULL     AS reject_bad_init_at,
    trim(raw_accept_at) != '' AND accept_at IS NULL AS reject_bad_accept_at,
    trim(raw_register_at) != '' AND register_at IS NULL AS reject_bad_register_at,
    register_at < payoff_at                  AS reject_before_payoff,
    NOT is_withdrawn AND initiator = ''      AS reject_bad_initiator,
    NOT is_withdrawn AND channel = ''        AS reject_bad_channel,
    is_fund = 9 OR is_combination = 9        AS reject_bad_flag,
    NOT is_withdrawn AND ifNull(actual_trips > 99, 1) AS reject_bad_trips,
    trim(raw_operation) NOT IN ('', '新增', '更正', '删除', 'I', 'U', 'D', 'i', 'u', 'd') AS reject_bad_operation,
    trim(raw_changed_at) != '' AND changed_at IS NULL AS reject_bad_changed_at
FROM staged
LEFT ANY JOIN (
    -- nearly every name was borne by one office alone: then its first day is all that need go with every row
    SELECT
        name,
        uniqExact(uscc) = 1 AS is_one,
        min(valid_from) AS since,
        if(is_one, [], groupArray((valid_from, ifNull(valid_to, toDate('2149-06-06')), uscc))) AS spans
    FROM mortgagee_alias FINAL
    WHERE is_deleted = 0
    GROUP BY name
) AS known ON known.name = trim(raw_mortgagee_name)
