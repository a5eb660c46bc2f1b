-- dataset: incentive_payment
-- title: 上市孵化奖励兑现 | Listing incentives
-- key: incentive_no
-- optional: enterprise, paid_on
-- lambda: moment, day, day_of, is_uscc, listing_stage
-- reject: no_incentive_no | 申请编号为空,无法认定是哪一笔,请补填 | The application's number is missing: fill it in
-- reject: bad_region      | 区划代码不是6位数字 | The region code is not six digits
-- reject: bad_uscc        | 统一社会信用代码不是18位或校验位不符,请按营业执照核对 | The unified social credit code is not 18 characters or its check character does not fit: check it against the licence
-- reject: bad_stage       | 奖励阶段只能填 股改、辅导、申报、过会、上市 | The stage that is rewarded is one of share company, tutored, applied, approved, listed
-- reject: bad_accepted_on | 申请受理日期缺失或不是真实日期,请按 2022-06-30 的样子填写 | The day of acceptance is missing or no real date: write it like 2022-06-30
-- reject: accepted_ahead  | 申请受理日期晚于报送日期,请核对 | Accepted after the day of the file: check it
-- reject: bad_paid_on     | 资金到账日期不是真实日期;未到账的请留空 | The day on which the money arrived is no real date: leave it empty until then
-- reject: paid_before     | 资金到账早于申请受理,请核对两个日期 | The money arrived before the application was accepted: check both days
-- reject: paid_ahead      | 资金到账日期晚于报送日期,请核对 | Paid after the day of the file: check it
SELECT
    toStartOfMonth(coalesce(paid_on, accepted_on, toDate(0))) AS month,
    trim(raw_incentive_no)                   AS incentive_no,
    trim(raw_region_code)                    AS region_code,
    upper(trim(raw_uscc))                    AS uscc,
    trim(raw_enterprise)                     AS enterprise,
    listing_stage(raw_stage)                 AS stage,
    day_of(trim(raw_accepted_on))            AS accepted_on,
    day_of(trim(raw_paid_on))                AS paid_on,
    incentive_no = ''                        AS reject_no_incentive_no,
    NOT match(region_code, '^[0-9]{6}$')     AS reject_bad_region,
    NOT is_uscc(uscc)                        AS reject_bad_uscc,
    stage IN (0, 9)                          AS reject_bad_stage,
    accepted_on IS NULL                      AS reject_bad_accepted_on,
    accepted_on > toDate(toDateTime({as_of:UInt64}, 'Asia/Shanghai')) AS reject_accepted_ahead,
    trim(raw_paid_on) != '' AND paid_on IS NULL AS reject_bad_paid_on,
    paid_on < accepted_on                    AS reject_paid_before,
    paid_on > toDate(toDateTime({as_of:UInt64}, 'Asia/Shanghai')) AS reject_paid_ahead
FROM staged
