-- indicator: CP06
-- title: 联合验收一次通过率 | First-pass rate of joint acceptance
-- clock: acceptance
-- unit: % | %
-- direction: higher
-- decimals: 1
-- scale: 100
-- formula: 首次联合踏勘即通过(没有整改单)的项目 ÷ 完成联合验收项目 × 100 | projects that passed at the first joint site visit, without a rectification slip ÷ projects accepted jointly × 100
-- numerator: 首次联合踏勘即通过的项目数 | projects that passed at the first joint site visit
-- denominator: 完成联合验收项目数 | projects accepted jointly
-- rows: is_joint AND NOT is_double
-- department: JSJ
-- co_departments: 市自然资源和规划局、人防、气象、消防、绿化(综合执法)、规划 | Natural Resources & Planning Bureau, civil air defence, meteorology, fire, greening (law enforcement), planning
-- system: 工程建设项目审批管理系统、投资在线平台3.0、验收台账 | construction approval system, investment platform 3.0, ledgers
countIf(is_closed AND is_joint AND NOT is_double AND result = 'passed' AND slips = 0) AS numerator,
countIf(is_closed AND is_joint AND NOT is_double) AS denominator
