-- indicator: BT03
-- title: 投标保证金退还平均用时 | Average time to refund bid deposits
-- clock: bid_refund
-- unit: 工作日 | working days
-- direction: lower
-- decimals: 2
-- formula: 平均(合同签订→退还到账)工作日,按到账月份;签订前已退还的按0计,没有合同的不计 | mean working days from the signature of the contract to the refund, by month of the refund; 0 for one before the signature, none without a contract
-- numerator: 工作日合计 | working days
-- denominator: 退还笔数(有合同的) | refunds with a contract
-- time: workday
-- department: GGZY
-- system: 公共资源交易平台 | public resources trading platform
sum(work_days)   AS numerator,
count(work_days) AS denominator
