-- dataset: bid_deposit
-- title: 投标保证金 | Bid deposits
-- key: deposit_no
-- optional: paid_on
-- lambda: moment, day, day_of
-- reject: no_deposit_no | 保证金编号为空,无法认定是哪一笔,请补填 | The deposit's number is missing: fill it in
-- reject: no_tender_no  | 项目编号为空,请补填 | The tender's number is missing: fill it in
-- reject: bad_region    | 区划代码不是6位数字 | The region code is not six digits
-- reject: bad_pay_type  | 缴纳方式只能填 电子保函、现金、银行保函 | The deposit is an electronic guarantee, cash or a bank's guarantee on paper
-- reject: bad_due_on    | 缴纳截止日期缺失或不是真实日期,请按 2022-03-01 的样子填写 | The day by which it is due is missing or no real date: write it like 2022-03-01
-- reject: bad_paid_on   | 缴纳日期不是真实日期;尚未缴纳的请留空 | The day it was given is no real date: leave it empty until it is
-- reject: paid_ahead    | 缴纳日期晚于报送日期,请核对 | Given after the day of the file: check it
SELECT
    toStartOfMonth(coalesce(paid_on, due_on, toDate(0))) AS month,
    trim(raw_deposit_no)                     AS deposit_no,
    trim(raw_region_code)                    AS region_code,
    trim(raw_tender_no)                      AS tender_no,
    transform(trim(raw_pay_type), ['电子保函', 'electronic', '现金', '转账', 'cash', '银行保函', '纸质保函', 'guarantee'],
              ['electronic', 'electronic', 'cash', 'cash', 'cash', 'guarantee', 'guarantee', 'guarantee'], '') AS pay_type,
    day_of(trim(raw_due_on))                 AS due_on,
    day_of(trim(raw_paid_on))                AS paid_on,
    deposit_no = ''                          AS reject_no_deposit_no,
    tender_no = ''                           AS reject_no_tender_no,
    NOT match(region_code, '^[0-9]{6}$')     AS reject_bad_region,
    pay_type = ''                            AS reject_bad_pay_type,
    due_on IS NULL                           AS reject_bad_due_on,
    trim(raw_paid_on) != '' AND paid_on IS NULL AS reject_bad_paid_on,
    paid_on > toDate(toDateTime({as_of:UInt64}, 'Asia/Shanghai')) AS reject_paid_ahead
FROM staged
