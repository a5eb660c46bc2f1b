-- indicator: AP06
-- title: 整改清单按期销号率 | On-time rectification closure rate
-- clock: rectification
-- unit: % | %
-- direction: higher
-- decimals: 1
-- scale: 100
-- formula: 销号日不晚于整改期限的问题 ÷ 到期应销号的问题 × 100;过了期限仍未销号的计入分母 | problems closed by their due day ÷ problems due × 100; an open one past its due day counts as due
-- numerator: 按期销号问题 | problems closed in time
-- denominator: 到期应销号问题 | problems due
-- department: FGJ
-- co_departments: 各责任部门 | all responsible offices
-- system: 营商办整改清单 | rectification list of the business-environment office
countIf(is_in_time)                          AS numerator,
countIf(is_closed OR ifNull(due_date < {as_of:Date}, 0)) AS denominator
