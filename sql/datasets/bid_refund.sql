-- dataset: bid_refund
-- title: 投标保证金退还 | Refunds of bid deposits
-- key: deposit_no
-- optional: signed_on
-- lambda: moment, day, day_of
-- reject: no_deposit_no   | 保证金编号为空,无法认定是哪一笔,请补填 | The deposit's number is missing: fill it in
-- reject: no_tender_no    | 项目编号为空,请补填 | The tender's number is missing: fill it in
-- reject: bad_region      | 区划代码不是6位数字 | The region code is not six digits
-- reject: bad_signed_on   | 合同签订日期不是真实日期;流标、终止而没有合同的请留空 | The day of signing is no real date: leave it empty for a tender that ended without a contract
-- reject: bad_refunded_on | 退还到账日期缺失或不是真实日期,请按 2022-03-01 的样子填写 | The day of the refund is missing or no real date: write it like 2022-03-01
-- reject: refunded_ahead  | 退还到账日期晚于报送日期,请核对 | Refunded after the day of the file: check it
SELECT
    toStartOfMonth(coalesce(refunded_on, toDate(0))) AS month,
    trim(raw_deposit_no)                     AS deposit_no,
    trim(raw_region_code)                    AS region_code,
    trim(raw_tender_no)                      AS tender_no,
    day_of(trim(raw_signed_on))              AS signed_on,
    day_of(trim(raw_refunded_on))            AS refunded_on,
    deposit_no = ''                          AS reject_no_deposit_no,
    tender_no = ''                           AS reject_no_tender_no,
    NOT match(region_code, '^[0-9]{6}$')     AS reject_bad_region,
    trim(raw_signed_on) != '' AND signed_on IS NULL AS reject_bad_signed_on,
    refunded_on IS NULL                      AS reject_bad_refunded_on,
    refunded_on > toDate(toDateTime({as_of:UInt64}, 'Asia/Shanghai')) AS reject_refunded_ahead
FROM staged
