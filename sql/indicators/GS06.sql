-- indicator: GS06
-- title: 跑零次率 | Zero-trip rate
-- clock: service_case
-- unit: % | %
-- direction: higher
-- decimals: 1
-- scale: 100
-- formula: 到场次数为 0 的办结件 ÷ 全部办结件 × 100 | finished cases without a visit ÷ all finished cases × 100
-- numerator: 到场次数为 0 的办结件 | finished cases without a visit
-- denominator: 办结件 | finished cases
-- rows: NOT stock AND is_applied
-- department: ZWB
-- co_departments: 各部门 | all offices
-- system: 政务服务办件库 | service case database
countIf(NOT stock AND is_applied AND is_closed AND actual_trips = 0) AS numerator,
countIf(NOT stock AND is_applied AND is_closed)               AS denominator
