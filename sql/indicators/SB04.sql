-- indicator: SB04
-- title: 企业注销平均用时 | Average time to deregister a business
-- clock: service_case
-- unit: 工作日 | working days
-- direction: lower
-- decimals: 2
-- formula: 平均(受理→办结)净工作日;公告期为停表时间,不计入 | mean net working days from acceptance to deregistration; the public notice stops the clock
-- numerator: 净工作日合计 | net working days
-- denominator: 办结的注销件 | finished deregistrations
-- time: workday
-- rows: topic = '企业注销'
-- department: SCJG
-- co_departments: 市税务局、市人力社保局 | Tax Bureau, Human Resources & Social Security Bureau
-- system: 企业注销一网服务平台 | one-net platform for deregistration
sumIf(net_days, topic = '企业注销' AND is_closed) AS numerator,
countIf(topic = '企业注销' AND is_closed AND net_days IS NOT NULL) AS denominator
