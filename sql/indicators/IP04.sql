-- indicator: IP04
-- title: 知识产权培训覆盖企业数 | Enterprises covered by IP training
-- clock: enterprise_service
-- unit: 家 | enterprises
-- direction: higher
-- decimals: 0
-- by: uscc | 统一社会信用代码 | Credit code
-- rows: kind = 'ip_training'
-- formula: 本期参加知识产权培训的去重企业数(含头雁计划) | different enterprises that took part in training on intellectual property in the period (the leading-goose plan included)
-- numerator: 参加培训的去重企业数 | different enterprises trained
-- denominator: 无 | none
-- department: SCJG
-- co_departments: 市经信局 | Economy & Information Bureau
-- system: 部门填报+签到表 | department's sheet with attendance lists
uniqExactIf(uscc, NOT stock AND kind = 'ip_training') AS numerator,
uniqExactIf(uscc, NOT stock AND kind = 'ip_training') AS n
