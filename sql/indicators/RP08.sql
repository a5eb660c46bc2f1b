-- indicator: RP08
-- title: 结清当日发起率 | Same-day initiation rate
-- clock: mortgage_release
-- unit: % | %
-- direction: higher
-- decimals: 1
-- scale: 100
-- formula: 结清当日发起注销的件 ÷ 全部已登簿的清贷解抵件 × 100 | releases begun on the payoff day ÷ all registered releases × 100
-- numerator: 结清当日发起的件 | begun on the payoff day
-- denominator: 已登簿的清贷解抵件 | registered releases
-- department: BDC
-- co_departments: 市公积金分中心、各银行 | provident fund centre, banks
-- system: 不动产登记信息平台 | real-estate registration platform
countIf(is_closed AND is_same_day)           AS numerator,
countIf(is_closed)                           AS denominator
