-- indicator: CP08
-- title: 联合验收部门意见按时出具率 | On-time rate of department acceptance opinions
-- clock: acceptance_opinion
-- unit: % | %
-- direction: higher
-- decimals: 1
-- scale: 100
-- formula: 限时内出具的部门分项意见 ÷ 应出具分项意见 × 100;未出具而已超期的计入分母,按应出具日期所在月份 | departments' opinions given in time ÷ opinions due × 100; one not given and past its due day counts as due, in the month of that day
-- numerator: 限时内出具的部门分项意见数 | opinions given in time
-- denominator: 应出具分项意见数 | opinions due
-- department: JSJ
-- co_departments: 市自然资源和规划局、人防、气象、消防、绿化(综合执法)、规划 | Natural Resources & Planning Bureau, civil air defence, meteorology, fire, greening (law enforcement), planning
-- system: 工程建设项目审批管理系统、投资在线平台3.0、验收台账 | construction approval system, investment platform 3.0, ledgers
countIf(is_closed AND is_in_time)            AS numerator,
countIf(is_closed OR ifNull(due_date < {as_of:Date}, 0)) AS denominator
