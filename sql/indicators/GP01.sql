-- indicator: GP01
-- title: 政府采购合同签订平均用时 | Average time to sign a procurement contract
-- clock: procurement_contract
-- unit: 日历日 | calendar days
-- direction: lower
-- decimals: 1
-- formula: 平均(中标通知书→合同签订)日历日,按合同签订月份 | mean calendar days from the award notice to the signature, by month of the signature
-- numerator: 日历日合计 | calendar days
-- denominator: 签订的合同 | signed contracts
-- time: calendar_day
-- department: CZJ
-- co_departments: 市公共资源交易中心 | Public Resources Trading Centre
-- system: 政采云 | government procurement cloud
sum(sign_days)   AS numerator,
count(sign_days) AS denominator
