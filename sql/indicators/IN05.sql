-- indicator: IN05
-- title: 专精特新服务联盟服务覆盖率 | Coverage of the 'specialised SMEs' service alliance
-- clock: enterprise_service
-- unit: % | %
-- direction: higher
-- decimals: 1
-- scale: 100
-- by: uscc | 统一社会信用代码 | Credit code
-- rows: kind IN ('alliance', 'nursery')
-- formula: 期末培育库企业中联盟(8家单位)本期服务过的 ÷ 期末培育库企业 × 100,一家企业只计一次 | firms of the nursery at the period's end that the alliance of eight served in it ÷ firms of the nursery × 100; each counts once
-- numerator: 服务过的培育库企业 | firms of the nursery served
-- denominator: 培育库企业 | firms of the nursery
-- department: JXJ
-- co_departments: 联盟8家单位 | the eight units of the alliance
-- system: 部门填报+签到表 | department's sheet with attendance lists
length(arrayIntersect(groupUniqArrayIf(uscc, NOT stock AND kind = 'alliance'), groupUniqArrayIf(uscc, stock AND kind = 'nursery'))) AS numerator,
uniqExactIf(uscc, stock AND kind = 'nursery') AS denominator
