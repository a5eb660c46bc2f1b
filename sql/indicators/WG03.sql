-- indicator: WG03
-- title: 水气报装网办率 | Online water/gas application rate
-- clock: service_case
-- unit: % | %
-- direction: higher
-- decimals: 1
-- scale: 100
-- formula: 网上、掌上受理的办结水气报装 ÷ 全部办结水气报装 × 100 | finished water and gas connections applied for online ÷ all finished ones × 100
-- numerator: 线上受理的水气报装 | applied for online
-- denominator: 办结的水气报装 | finished connections
-- rows: topic IN ('用水报装', '用气报装')
-- department: SWJT
-- co_departments: 市天然气公司 | Gas company
-- system: 水务、燃气系统 | water and gas systems
countIf(topic IN ('用水报装', '用气报装') AND is_closed AND is_online) AS numerator,
countIf(topic IN ('用水报装', '用气报装') AND is_closed) AS denominator
