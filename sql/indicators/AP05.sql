-- indicator: AP05
-- title: 企业诉求满意率 | Enterprise request satisfaction rate
-- clock: enterprise_request
-- unit: % | %
-- direction: higher
-- decimals: 1
-- scale: 100
-- formula: 回访满意的诉求 ÷ 已回访的诉求 × 100,按办结月份 | requests whose enterprise was satisfied ÷ requests revisited × 100, by month of closing
-- numerator: 回访满意诉求 | satisfied on the revisit
-- denominator: 已回访诉求 | revisited
-- department: FGJ
-- co_departments: 各责任部门 | all responsible offices
-- system: 助企服务平台 | platform for services to enterprises
countIf(revisited AND satisfied = 1)         AS numerator,
countIf(revisited)                           AS denominator
