-- indicator: GS03
-- title: 按时办结率 | On-time completion rate
-- clock: service_case
-- unit: % | %
-- direction: higher
-- decimals: 1
-- scale: 100
-- formula: 净用时不超过承诺时限的办结件 ÷ 到期应办结件 × 100;未办结而已超期的计入分母 | finished cases within the promised time ÷ cases due × 100; an open case past its due day counts as due
-- numerator: 按时办结件 | finished in time
-- denominator: 到期应办结件 | cases due
-- rows: NOT stock AND is_applied
-- department: ZWB
-- co_departments: 各部门 | all offices
-- system: 政务服务办件库 | service case database
countIf(NOT stock AND is_applied AND is_closed AND net_days <= promise_days) AS numerator,
countIf(NOT stock AND is_applied AND if(is_closed, net_days IS NOT NULL AND promise_days IS NOT NULL, ifNull(due_on < {as_of:Date}, 0))) AS denominator
