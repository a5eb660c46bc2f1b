-- clock: bid_deposit
-- title: 投标保证金 | Bid deposits
-- feeds: bid_deposit
-- column: case_no   | 保证金编号 | Deposit
-- column: tender_no | 项目编号   | Tender
-- column: pay_type  | 缴纳方式   | Given as | electronic = 电子保函 / Electronic guarantee | cash = 现金 / Cash | guarantee = 银行保函 / Bank guarantee
-- column: due_on    | 截止       | Due
-- column: paid_on   | 缴纳       | Given
-- event: due_on | 缴纳截止 | Due | due
-- event: paid_on | 缴纳 | Given | ends
-- part_of: tender | tender_no
SELECT
    month,
    region_code,
    0                                        AS stock,
    deposit_no                               AS case_no,
    tender_no,
    pay_type,
    due_on,
    paid_on,
    source,
    load,
    line,
    [(concat('bid_deposit/', source), row_hash)] AS reads
FROM bid_deposit FINAL
WHERE is_deleted = 0 AND month IN ({months:Array(Date)})
