-- dataset: procurement_contract
-- title: 政府采购合同 | Procurement contracts
-- key: contract_no
-- optional: signed_on, advance_pct, advance_rule_pct
-- lambda: moment, day, day_of, flag
-- reject: no_contract_no   | 合同编号为空,无法认定是哪一份,请补填 | The contract number is missing: fill it in
-- reject: bad_region       | 区划代码不是6位数字 | The region code is not six digits
-- reject: bad_notice_on    | 中标(成交)通知日期缺失或不是真实日期,请按 2022-03-01 的样子填写 | The day of the award notice is missing or no real date: write it like 2022-03-01
-- reject: bad_signed_on    | 合同签订日期不是真实日期;尚未签订的请留空 | The day of signing is no real date: leave it empty until it is signed
-- reject: signed_before    | 合同签订早于中标(成交)通知,请核对两个日期 | Signed before the award notice: check both days
-- reject: signed_ahead     | 合同签订晚于报送日期,请核对 | Signed after the day of the file: check it
-- reject: bad_advance_due  | 是否应预付只能填 是、否 | Whether an advance is due is yes or no
-- reject: bad_advance_pct  | 预付比例应为 0 到 100 的百分数,30%填 30;应预付的合同必须填写,未预付的填 0 | The advance is a percentage from 0 to 100, 30 for 30 %: needed where one is due, 0 if none was paid
-- reject: bad_advance_rule | 规定预付比例应为 0 到 100 的百分数,30%填 30;应预付的合同必须填写 | The advance by the rule is a percentage from 0 to 100, 30 for 30 %: needed where one is due
WITH
    (s) -> toDecimal32OrNull(replaceRegexpOne(trim(s), '[%％]$', ''), 2) AS percent,
    -- 0.3 may be meant as 30 %: nobody guesses
    (p) -> ifNull(p = 0 OR p BETWEEN 1 AND 100, 0) AS is_percent
SELECT
    toStartOfMonth(coalesce(signed_on, notice_on, toDate(0))) AS month,
    trim(raw_contract_no)                    AS contract_no,
    trim(raw_region_code)                    AS region_code,
    day_of(trim(raw_notice_on))              AS notice_on,
    day_of(trim(raw_signed_on))              AS signed_on,
    flag(raw_is_advance_due)                 AS is_advance_due,
    percent(raw_advance_pct)                 AS advance_pct,
    percent(raw_advance_rule_pct)            AS advance_rule_pct,
    contract_no = ''                         AS reject_no_contract_no,
    NOT match(region_code, '^[0-9]{6}$')     AS reject_bad_region,
    notice_on IS NULL                        AS reject_bad_notice_on,
    trim(raw_signed_on) != '' AND signed_on IS NULL AS reject_bad_signed_on,
    signed_on < notice_on                    AS reject_signed_before,
    signed_on > toDate(toDateTime({as_of:UInt64}, 'Asia/Shanghai')) AS reject_signed_ahead,
    is_advance_due = 9                       AS reject_bad_advance_due,
    (is_advance_due = 1 OR trim(raw_advance_pct) != '') AND NOT is_percent(advance_pct) AS reject_bad_advance_pct,
    (is_advance_due = 1 OR trim(raw_advance_rule_pct) != '') AND NOT is_percent(advance_rule_pct) AS reject_bad_advance_rule
FROM staged
