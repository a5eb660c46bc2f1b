-- indicator: CP04
-- title: 竣工验收备案平均用时 | Average time of completion filing
-- clock: service_case
-- unit: 工作日 | working days
-- direction: lower
-- decimals: 2
-- formula: 平均(备案受理→备案办结)净工作日;即办为 0 | mean net working days from acceptance to filing; at once is 0
-- numerator: 净工作日合计 | net working days
-- denominator: 办结的备案件 | finished filings
-- time: workday
-- rows: topic = '竣工验收备案'
-- department: JSJ
-- co_departments: 市政务服务管理办公室 | Government Services Office
-- system: 工程建设项目审批管理系统 | construction project approval system
sumIf(net_days, topic = '竣工验收备案' AND is_closed) AS numerator,
countIf(topic = '竣工验收备案' AND is_closed AND net_days IS NOT NULL) AS denominator
