-- indicator: IN03
-- title: 上市孵化奖励兑现平均用时 | Average time to pay listing incentives
-- clock: incentive_payment
-- unit: 工作日 | working days
-- direction: lower
-- decimals: 2
-- formula: 平均(申请受理→资金到账)工作日,按到账月份;未到账的不计 | mean working days from acceptance to the money arriving, by the month in which it arrived; what is not paid yet does not count
-- numerator: 工作日合计 | working days
-- denominator: 兑现笔数 | incentives paid
-- time: workday
-- department: JRB
-- co_departments: 市财政局 | Finance Bureau
-- system: 惠企政策兑现平台 | policy redemption platform
sum(work_days)                               AS numerator,
countIf(work_days IS NOT NULL)               AS denominator
