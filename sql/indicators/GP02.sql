-- indicator: GP02
-- title: 政府采购资金支付平均用时 | Average time to pay a supplier
-- clock: procurement_payment
-- unit: 工作日 | working days
-- direction: lower
-- decimals: 2
-- formula: 平均(收到发票或验收合格→支付)工作日,按支付月份;预付款不计 | mean working days from invoice or accepted delivery to payment, by month of payment; advances do not count
-- numerator: 工作日合计 | working days
-- denominator: 支付笔数(不含预付款) | payments without advances
-- time: workday
-- department: CZJ
-- system: 政采云/预算一体化 | government procurement cloud, integrated budget
sumIf(work_days, NOT is_advance)                       AS numerator,
countIf(NOT is_advance AND work_days IS NOT NULL)      AS denominator
