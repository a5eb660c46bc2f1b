-- dataset: procurement_payment
-- title: 政府采购资金支付 | Payments for procurement
-- key: payment_no
-- optional: is_advance, invoice_on
-- lambda: moment, day, day_of, flag
-- reject: no_payment_no  | 支付编号为空,无法认定是哪一笔,请补填 | The payment number is missing: fill it in
-- reject: no_contract_no | 合同编号为空,请补填 | The contract number is missing: fill it in
-- reject: bad_region     | 区划代码不是6位数字 | The region code is not six digits
-- reject: bad_is_advance | 是否预付款只能填 是、否,或留空(视为否) | Whether it is an advance is yes or no, or empty for no
-- reject: bad_invoice_on | 收到发票(或验收合格)日期缺失或不是真实日期;预付款没有的请留空 | The day of the invoice or accepted delivery is missing or no real date: only an advance may leave it empty
-- reject: bad_paid_on    | 支付日期缺失或不是真实日期 | The day of payment is missing or no real date
-- reject: paid_before    | 支付早于收到发票(或验收合格),请核对两个日期;预付款请在“是否预付款”填 是 | Paid before the invoice or accepted delivery: check both days, and mark an advance as one
-- reject: paid_ahead     | 支付日期晚于报送日期,请核对 | Paid after the day of the file: check it
SELECT
    toStartOfMonth(coalesce(paid_on, toDate(0))) AS month,
    trim(raw_payment_no)                     AS payment_no,
    trim(raw_region_code)                    AS region_code,
    trim(raw_contract_no)                    AS contract_no,
    if(trim(raw_is_advance) = '', 0, flag(raw_is_advance)) AS is_advance,
    day_of(trim(raw_invoice_on))             AS invoice_on,
    day_of(trim(raw_paid_on))                AS paid_on,
    payment_no = ''                          AS reject_no_payment_no,
    contract_no = ''                         AS reject_no_contract_no,
    NOT match(region_code, '^[0-9]{6}$')     AS reject_bad_region,
    is_advance = 9                           AS reject_bad_is_advance,
    invoice_on IS NULL AND (is_advance != 1 OR trim(raw_invoice_on) != '') AS reject_bad_invoice_on,
    paid_on IS NULL                          AS reject_bad_paid_on,
    is_advance = 0 AND paid_on < invoice_on  AS reject_paid_before,
    paid_on > toDate(toDateTime({as_of:UInt64}, 'Asia/Shanghai')) AS reject_paid_ahead
FROM staged
