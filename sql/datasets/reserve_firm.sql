-- dataset: reserve_firm
-- title: 上市后备企业 | Firms of the listing reserve
-- key: stock_month, uscc
-- optional: broker_on, lawyer_on, auditor_on
-- lambda: day, flag, is_uscc, listing_stage
-- reject: bad_stock_month  | 统计月份缺失或不是月份,请按 2022-09 的样子填写 | The month is missing or no month: write it like 2022-09
-- reject: bad_region       | 区划代码不是6位数字 | The region code is not six digits
-- reject: bad_uscc         | 统一社会信用代码不是18位或校验位不符,请按营业执照核对 | The unified social credit code is not 18 characters or its check character does not fit: check it against the licence
-- reject: no_enterprise    | 企业名称为空,请补填 | The enterprise's name is missing: fill it in
-- reject: bad_in_reserve   | 是否在库只能填 是、否 | Whether the firm is in the reserve is yes or no
-- reject: bad_start_stage  | 年初阶段只能填 培育、股改、辅导、申报、过会、上市 | The stage at the year's beginning is one of nurtured, share company, tutored, applied, approved, listed
-- reject: bad_target_stage | 年度目标阶段只能填 培育、股改、辅导、申报、过会、上市 | The stage to be reached is one of nurtured, share company, tutored, applied, approved, listed
-- reject: bad_stage        | 当前阶段只能填 培育、股改、辅导、申报、过会、上市 | The stage is one of nurtured, share company, tutored, applied, approved, listed
-- reject: target_behind    | 年度目标阶段早于年初阶段,请核对两栏 | The stage to be reached lies before that of the year's beginning: check both
-- reject: bad_broker_on    | 券商签约日期不是真实日期;未签约的请留空 | The day of the contract with the securities firm is no real date: leave it empty without one
-- reject: bad_lawyer_on    | 律所签约日期不是真实日期;未签约的请留空 | The day of the contract with the law firm is no real date: leave it empty without one
-- reject: bad_auditor_on   | 会计师事务所签约日期不是真实日期;未签约的请留空 | The day of the contract with the accountants is no real date: leave it empty without one
-- reject: signed_ahead     | 签约日期晚于报送日期,请核对 | A contract is dated after the day of the file: check it
SELECT
    ifNull(toDate(parseDateTimeOrNull(concat(trim(raw_stock_month), '-01'), '%Y-%c-%e', 'UTC')), toDate(0)) AS month,
    month                                    AS stock_month,
    trim(raw_region_code)                    AS region_code,
    upper(trim(raw_uscc))                    AS uscc,
    trim(raw_enterprise)                     AS enterprise,
    flag(raw_in_reserve)                     AS in_reserve,
    listing_stage(raw_start_stage)           AS start_stage,
    listing_stage(raw_target_stage)          AS target_stage,
    listing_stage(raw_stage)                 AS stage,
    day(trim(raw_broker_on))                 AS broker_on,
    day(trim(raw_lawyer_on))                 AS lawyer_on,
    day(trim(raw_auditor_on))                AS auditor_on,
    month = toDate(0)                        AS reject_bad_stock_month,
    NOT match(region_code, '^[0-9]{6}$')     AS reject_bad_region,
    NOT is_uscc(uscc)                        AS reject_bad_uscc,
    enterprise = ''                          AS reject_no_enterprise,
    in_reserve = 9                           AS reject_bad_in_reserve,
    start_stage = 9                          AS reject_bad_start_stage,
    target_stage = 9                         AS reject_bad_target_stage,
    stage = 9                                AS reject_bad_stage,
    start_stage != 9 AND target_stage < start_stage AS reject_target_behind,
    trim(raw_broker_on) != '' AND broker_on IS NULL AS reject_bad_broker_on,
    trim(raw_lawyer_on) != '' AND lawyer_on IS NULL AS reject_bad_lawyer_on,
    trim(raw_auditor_on) != '' AND auditor_on IS NULL AS reject_bad_auditor_on,
    arrayExists(d -> ifNull(d > toDate(toDateTime({as_of:UInt64}, 'Asia/Shanghai')), 0), [broker_on, lawyer_on, auditor_on]) AS reject_signed_ahead
FROM staged
