-- indicator: GS01
-- title: 政务服务网办率 | Online handling rate of government services
-- clock: service_case
-- unit: % | %
-- direction: higher
-- decimals: 1
-- scale: 100
-- formula: 网上、掌上申请的办结件 ÷ 全部办结件 × 100,按办结月份 | finished cases applied for on the web or a phone ÷ all finished cases × 100, by month of result
-- numerator: 网上、掌上申请的办结件 | finished cases applied for online
-- denominator: 办结件 | finished cases
-- rows: NOT stock AND is_applied
-- department: ZWB
-- co_departments: 各部门 | all offices
-- system: 政务服务办件库 | service case database
countIf(NOT stock AND is_applied AND is_closed AND is_online) AS numerator,
countIf(NOT stock AND is_applied AND is_closed)               AS denominator
