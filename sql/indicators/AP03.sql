-- indicator: AP03
-- title: 助企走访覆盖率 | Enterprise visit coverage
-- clock: enterprise_service
-- unit: % | %
-- direction: higher
-- decimals: 1
-- scale: 100
-- by: uscc | 统一社会信用代码 | Credit code
-- rows: kind IN ('visit', 'to_visit')
-- formula: 千名干部助千企:期末应走访企业中本期走访过的 ÷ 期末应走访企业 × 100,一家企业只计一次 | enterprises on the list at the period's end that were visited in it ÷ enterprises on the list × 100; each counts once
-- numerator: 走访过的应走访企业 | listed enterprises visited
-- denominator: 应走访企业 | enterprises to be visited
-- department: FGJ
-- co_departments: 市委组织部、各镇街道 | Organisation Department, towns and subdistricts
-- system: 助企服务平台 | platform for services to enterprises
length(arrayIntersect(groupUniqArrayIf(uscc, NOT stock AND kind = 'visit'), groupUniqArrayIf(uscc, stock AND kind = 'to_visit'))) AS numerator,
uniqExactIf(uscc, stock AND kind = 'to_visit') AS denominator
