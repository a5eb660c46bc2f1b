-- indicator: GS07
-- title: 政务服务好评率 | Satisfaction (positive rating) rate
-- clock: service_case
-- unit: % | %
-- direction: higher
-- decimals: 1
-- scale: 100
-- formula: 评价为非常满意、满意的办结件 ÷ 已评价的办结件 × 100 | finished cases rated 4 or 5 ÷ rated finished cases × 100
-- numerator: 评价为满意以上的办结件 | rated 4 or 5
-- denominator: 已评价的办结件 | rated
-- rows: NOT stock AND is_applied
-- department: ZWB
-- co_departments: 各部门 | all offices
-- system: 政务服务好差评系统 | rating system
countIf(NOT stock AND is_applied AND is_closed AND satisfaction >= 4) AS numerator,
countIf(NOT stock AND is_applied AND is_closed AND satisfaction IS NOT NULL) AS denominator
