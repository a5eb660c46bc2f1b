-- indicator: CP07
-- title: 联合整改单平均闭环用时 | Average time to close a joint rectification slip
-- clock: rectification_slip
-- unit: 工作日 | working days
-- direction: lower
-- decimals: 2
-- formula: 平均(联合整改单开出→复查通过)工作日,按复查通过月份 | mean working days from issuing a joint rectification slip to passing the second check, by month of the check
-- numerator: 工作日合计 | sum of working days
-- denominator: 已闭环整改单数 | slips closed
-- time: workday
-- department: JSJ
-- co_departments: 市自然资源和规划局、人防、气象、消防、绿化(综合执法)、规划 | Natural Resources & Planning Bureau, civil air defence, meteorology, fire, greening (law enforcement), planning
-- system: 工程建设项目审批管理系统、投资在线平台3.0、验收台账 | construction approval system, investment platform 3.0, ledgers
sumIf(work_days, is_closed)                  AS numerator,
countIf(is_closed AND work_days IS NOT NULL) AS denominator
