-- clock: incentive_payment
-- title: 上市孵化奖励兑现 | Listing incentives
-- feeds: incentive_payment
-- lambda: workdays
-- column: case_no     | 申请编号       | Application
-- column: enterprise  | 企业           | Firm
-- column: stage       | 奖励阶段       | Rewarded | 0 = 培育 / Nurtured | 1 = 股改 / Share company | 2 = 辅导 / Tutored | 3 = 申报 / Applied | 4 = 过会 / Approved | 5 = 上市 / Listed
-- column: accepted_on | 申请受理       | Accepted
-- column: paid_on     | 资金到账       | Paid
-- column: work_days   | 用时(工作日)   | Working days | right
SELECT
    month,
    region_code,
    0                                        AS stock,
    incentive_no                             AS case_no,
    uscc,
    enterprise,
    stage,
    accepted_on,
    paid_on,
    workdays(accepted_on, paid_on)           AS work_days,
    source,
    load,
    line,
    [(concat('incentive_payment/', source), row_hash)] AS reads
FROM incentive_payment FINAL
WHERE is_deleted = 0 AND month IN ({months:Array(Date)})
