-- indicator: AP01
-- title: 年度行动方案举措完成率 | Completion rate of the yearly action plan measures
-- clock: measure
-- unit: % | %
-- direction: higher
-- decimals: 1
-- scale: 100
-- formula: 已完成举措 ÷ 应完成举措 × 100;应完成 = 已完成的,加上过了时限仍未完成的 | measures done ÷ measures that should be × 100: those done, and those past their due day that are not
-- numerator: 已完成举措 | measures done
-- denominator: 应完成举措 | measures that should be done
-- rows: plan = 'plan'
-- department: FGJ
-- co_departments: 各责任部门 | all responsible offices
-- system: 营商办任务清单 | task list of the business-environment office
countIf(plan = 'plan' AND is_done)           AS numerator,
countIf(plan = 'plan' AND (is_done OR ifNull(due_date < {as_of:Date}, 0))) AS denominator
