-- clock: procurement_payment
-- title: 政府采购资金支付 | Payments for procurement
-- feeds: procurement_payment
-- lambda: workdays
-- column: case_no     | 支付编号       | Payment
-- column: contract_no | 合同编号       | Contract
-- column: invoice_on  | 收到发票或验收 | Invoice or acceptance
-- column: paid_on     | 支付           | Paid
-- column: work_days   | 用时(工作日)   | Working days | right
-- event: invoice_on | 收到发票或验收 | Invoice or acceptance | begins
-- event: paid_on | 支付 | Paid | ends
-- counts: workday | work_days
-- part_of: procurement_contract | contract_no
SELECT
    month,
    region_code,
    0                                        AS stock,
    payment_no                               AS case_no,
    contract_no,
    is_advance,
    invoice_on,
    paid_on,
    workdays(invoice_on, paid_on)            AS work_days,
    source,
    load,
    line,
    [(concat('procurement_payment/', source), row_hash)] AS reads
FROM procurement_payment FINAL
WHERE is_deleted = 0 AND month IN ({months:Array(Date)})
