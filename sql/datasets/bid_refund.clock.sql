-- clock: bid_refund
-- title: 投标保证金退还 | Refunds of bid deposits
-- feeds: bid_refund
-- lambda: workdays
-- column: case_no     | 保证金编号   | Deposit
-- column: tender_no   | 项目编号     | Tender
-- column: signed_on   | 合同签订     | Contract signed
-- column: refunded_on | 退还到账     | Refunded
-- column: work_days   | 用时(工作日) | Working days | right
-- event: signed_on | 合同签订 | Contract signed | begins
-- event: refunded_on | 退还到账 | Refunded | ends
-- counts: workday | work_days
-- part_of: tender | tender_no
-- part_of: bid_deposit | case_no
SELECT
    month,
    region_code,
    0                                        AS stock,
    deposit_no                               AS case_no,
    tender_no,
    signed_on,
    refunded_on,
    -- a loser's deposit may be back before the contract is signed
    if(ifNull(refunded_on < signed_on, 0), 0, workdays(signed_on, refunded_on)) AS work_days,
    source,
    load,
    line,
    [(concat('bid_refund/', source), row_hash)] AS reads
FROM bid_refund FINAL
WHERE is_deleted = 0 AND month IN ({months:Array(Date)})
