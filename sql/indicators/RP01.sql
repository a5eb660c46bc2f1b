-- indicator: RP01
-- title: 不动产转移登记平均用时 | Average time of real-estate transfer registration
-- clock: service_case
-- unit: 工作小时 | work hours
-- direction: lower
-- decimals: 2
-- formula: 平均(受理→登簿)工作小时(8:30—12:00、13:30—17:00);扣除公告、补正的工作日 | mean office hours from acceptance to registration (8:30 to 12:00, 13:30 to 17:00); working days of notices and corrections are cut out
-- numerator: 工作小时合计 | office hours
-- denominator: 办结的登记件 | finished registrations
-- time: work_hour
-- rows: topic = '转移登记'
-- department: BDC
-- co_departments: 市税务局、市建设局 | Tax Bureau, Construction Bureau
-- system: 不动产登记信息平台 | real-estate registration platform
sumIf(net_work_seconds, topic = '转移登记' AND is_closed) / 3600 AS numerator,
countIf(topic = '转移登记' AND is_closed AND net_work_seconds IS NOT NULL) AS denominator
