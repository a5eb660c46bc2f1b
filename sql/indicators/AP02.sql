-- indicator: AP02
-- title: 百日攻坚任务按期完成率 | On-time rate of 100-day campaign tasks
-- clock: measure
-- unit: % | %
-- direction: higher
-- decimals: 1
-- scale: 100
-- formula: 完成日期不晚于时限的任务 ÷ 到期任务 × 100;过了时限仍未完成的计入分母 | tasks done by their due day ÷ tasks due × 100; an open one past its due day counts as due
-- numerator: 按期完成任务 | tasks done in time
-- denominator: 到期任务 | tasks due
-- rows: plan = 'campaign'
-- department: FGJ
-- co_departments: 各责任部门 | all responsible offices
-- system: 营商办任务清单 | task list of the business-environment office
countIf(plan = 'campaign' AND is_in_time)    AS numerator,
countIf(plan = 'campaign' AND (is_done OR ifNull(due_date < {as_of:Date}, 0))) AS denominator
