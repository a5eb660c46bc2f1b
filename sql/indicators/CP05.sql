-- indicator: CP05
-- title: 联合验收覆盖率 | Joint-acceptance coverage
-- clock: acceptance
-- unit: % | %
-- direction: higher
-- decimals: 1
-- scale: 100
-- formula: 采用联合验收的竣工项目 ÷ 全部竣工验收项目 × 100,按出件月份 | completed projects accepted jointly ÷ all projects accepted on completion × 100, by month of the opinion
-- numerator: 采用联合验收的竣工项目数 | completed projects accepted jointly
-- denominator: 全部竣工验收项目数 | all projects accepted on completion
-- rows: NOT is_double
-- department: JSJ
-- system: 工程建设项目审批管理系统、投资在线平台3.0、验收台账 | construction approval system, investment platform 3.0, ledgers
countIf(is_closed AND is_joint AND NOT is_double) AS numerator,
countIf(is_closed AND NOT is_double)         AS denominator
