-- indicator: CP02
-- title: 竣工联合验收平均用时 | Average time of joint completion acceptance
-- clock: acceptance
-- unit: 工作日 | working days
-- direction: lower
-- decimals: 2
-- formula: 平均(联合验收受理→联合验收意见书出件)净工作日,整改期单列并扣除,按出件月份 | mean working days from acceptance to the joint opinion, by month of the opinion; rectification is counted apart and cut out
-- numerator: 净工作日合计 | sum of net working days
-- denominator: 联合验收办结数 | joint acceptances finished
-- time: workday
-- rows: is_joint AND NOT is_double
-- department: JSJ
-- co_departments: 市自然资源和规划局、人防、气象、消防、绿化(综合执法)、规划 | Natural Resources & Planning Bureau, civil air defence, meteorology, fire, greening (law enforcement), planning
-- system: 工程建设项目审批管理系统、投资在线平台3.0、验收台账 | construction approval system, investment platform 3.0, ledgers
sumIf(net_days, is_closed AND is_joint AND NOT is_double) AS numerator,
countIf(is_closed AND is_joint AND NOT is_double AND net_days IS NOT NULL) AS denominator
