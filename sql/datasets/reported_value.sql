-- dataset: reported_value
-- title: 部门填报数值 | Values reported by departments
-- key: indicator, region_code, period
-- optional: numerator, denominator, n, status, department, note
-- reject: no_indicator    | 指标代码为空,请填写如 SB01 的代码 | The indicator is missing: give a code like SB01
-- reject: bad_region      | 区划代码不是6位数字 | The region code is not six digits
-- reject: bad_period      | 期间应为 2022 或 2022-09 的样子 | The period is a year like 2022 or a month like 2022-09
-- reject: no_value        | 数值为空,请填写;确实没有的请在状态列写明原因 | The value is missing: fill it in, or say in the status column why there is none
-- reject: bad_value       | 数值不是数字 | The value is no number
-- reject: bad_parts       | 分子或分母不是数字;没有的请留空 | The numerator or denominator is no number: leave it empty if there is none
-- reject: not_quotient    | 分母为零,请核对 | The denominator is zero: check it
-- reject: bad_count       | 件数不是整数;没有的请留空 | The number of cases is no whole number: leave it empty if there is none
-- reject: bad_status      | 状态只能留空,或填 measured、missing、not_applicable、no_practice | The status is empty, measured, missing, not_applicable or no_practice
WITH
    (s) -> toFloat64OrNull(if(s IN ('nan', 'inf', '-inf', 'NaN', 'Inf'), 'x', s)) AS number
SELECT
    ifNull(toDate(parseDateTimeOrNull(if(match(period, '^[0-9]{4}$'), concat(period, '-01-01'), concat(period, '-01')), '%Y-%c-%e', 'UTC')), toDate(0)) AS month,
    upper(trim(raw_indicator))               AS indicator,
    trim(raw_region_code)                    AS region_code,
    trim(raw_period)                         AS period,
    if(match(period, '^[0-9]{4}$'), 'year', 'month') AS period_kind,
    number(trim(raw_value))                  AS value,
    number(trim(raw_numerator))              AS numerator,
    number(trim(raw_denominator))            AS denominator,
    toUInt64OrNull(trim(raw_n))              AS n,
    if(trim(raw_status) = '', 'measured', lower(trim(raw_status))) AS status,
    trim(raw_department)                     AS department,
    trim(raw_note)                           AS note,
    indicator = ''                           AS reject_no_indicator,
    NOT match(region_code, '^[0-9]{6}$')     AS reject_bad_region,
    month = toDate(0) OR NOT match(period, '^[0-9]{4}(-[0-9]{1,2})?$') AS reject_bad_period,
    trim(raw_value) = '' AND status = 'measured' AS reject_no_value,
    trim(raw_value) != '' AND value IS NULL  AS reject_bad_value,
    (trim(raw_numerator) != '' AND numerator IS NULL) OR (trim(raw_denominator) != '' AND denominator IS NULL) AS reject_bad_parts,
    denominator = 0                          AS reject_not_quotient,
    trim(raw_n) != '' AND n IS NULL          AS reject_bad_count,
    status NOT IN ('measured', 'missing', 'not_applicable', 'no_practice') AS reject_bad_status
FROM staged
