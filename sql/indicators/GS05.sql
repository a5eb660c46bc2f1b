-- indicator: GS05
-- title: 即办件占比 | Share of instant-handled items
-- clock: service_case
-- unit: % | %
-- direction: higher
-- decimals: 1
-- scale: 100
-- formula: 受理当日办结的即办件 ÷ 全部办结件 × 100 | instant cases finished on the day of acceptance ÷ all finished cases × 100
-- numerator: 受理当日办结的即办件 | instant cases finished on the day
-- denominator: 办结件 | finished cases
-- rows: NOT stock AND is_applied
-- department: ZWB
-- co_departments: 各部门 | all offices
-- system: 政务服务办件库 | service case database
countIf(NOT stock AND is_applied AND is_closed AND project_type = 'instant' AND is_same_day) AS numerator,
countIf(NOT stock AND is_applied AND is_closed)               AS denominator
