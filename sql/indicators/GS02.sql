-- indicator: GS02
-- title: 承诺时限压缩比 | Reduction of committed vs statutory time
-- clock: service_case
-- unit: % | %
-- direction: higher
-- decimals: 1
-- scale: 100
-- formula: (1 - Σ承诺时限 ÷ Σ法定时限) × 100,仅统计期末在用、有法定时限的承诺件事项 | (1 - sum of promised days ÷ sum of days by law) × 100, over committed matters in force at the end of the period that the law gives days
-- numerator: 法定时限与承诺时限之差合计(工作日) | working days by law less those promised
-- denominator: 法定时限合计(工作日) | working days by law
-- rows: stock AND is_applied
-- department: ZWB
-- co_departments: 各部门 | all offices
-- system: 政务服务事项库 | database of matters
sumIf(legal_days - promise_days, stock AND is_applied AND project_type = 'committed' AND legal_days > 0) AS numerator,
sumIf(legal_days, stock AND is_applied AND project_type = 'committed' AND legal_days > 0) AS denominator,
countIf(stock AND is_applied AND project_type = 'committed' AND legal_days > 0) AS n
