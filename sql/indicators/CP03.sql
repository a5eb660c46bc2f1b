-- indicator: CP03
-- title: 竣工联合验收P90用时 | P90 time of joint completion acceptance
-- clock: acceptance
-- unit: 工作日 | working days
-- direction: lower
-- decimals: 2
-- formula: 联合验收净工作日(受理→出件)的第90百分位数(R-7),按出件月份 | 90th percentile (R-7) of net working days from acceptance to the joint opinion, by month of the opinion
-- numerator: 无 | none
-- denominator: 联合验收办结数 | joint acceptances finished
-- time: workday
-- rows: is_joint AND NOT is_double
-- department: JSJ
-- co_departments: 市自然资源和规划局、人防、气象、消防、绿化(综合执法)、规划 | Natural Resources & Planning Bureau, civil air defence, meteorology, fire, greening (law enforcement), planning
-- system: 工程建设项目审批管理系统、投资在线平台3.0、验收台账 | construction approval system, investment platform 3.0, ledgers
countIf(is_closed AND is_joint AND NOT is_double AND net_days IS NOT NULL) AS denominator,
quantileExactInclusiveOrNullIf(0.9)(net_days, is_closed AND is_joint AND NOT is_double) AS value
