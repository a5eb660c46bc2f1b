-- indicator: CP01
-- title: 工程建设项目全流程审批平均用时 | Average net approval time of a construction project
-- clock: project_approval
-- unit: 工作日 | working days
-- direction: lower
-- decimals: 2
-- formula: 按项目汇总四阶段审批净工作日(同一阶段并联办理的取最长事项),扣除特别程序与补正,再按项目平均;按通过竣工验收的月份 | net working days over the four stages of a project (of a stage's items, which run in parallel, the longest), special procedures and corrections cut out, averaged over projects by month in which completion acceptance was passed
-- numerator: 项目净工作日合计 | net working days of the projects
-- denominator: 通过竣工验收的项目 | projects that passed completion acceptance
-- time: workday
-- department: JSJ
-- co_departments: 市自然资源和规划局、市发改局(营商办) | Natural Resources & Planning Bureau, Development & Reform Bureau (business-environment office)
-- system: 工程建设项目审批管理系统/投资在线平台3.0 | construction project approval system, online investment platform 3.0
sumIf(net_days, is_passed)                         AS numerator,
countIf(is_passed AND net_days IS NOT NULL)        AS denominator
