-- indicator: AP04
-- title: 企业诉求按时办结率 | On-time rate of enterprise requests
-- clock: enterprise_request
-- unit: % | %
-- direction: higher
-- decimals: 1
-- scale: 100
-- formula: 时限内办结的诉求 ÷ 到期诉求 × 100;过了时限之日仍未办结的计入分母 | requests closed within the time limit ÷ requests due × 100; an open one past its due day counts as due
-- numerator: 时限内办结诉求 | requests closed in time
-- denominator: 到期诉求 | requests due
-- department: FGJ
-- co_departments: 各责任部门 | all responsible offices
-- system: 助企服务平台 | platform for services to enterprises
countIf(is_in_time)                          AS numerator,
countIf(is_closed OR ifNull(due_on < {as_of:Date}, 0)) AS denominator
