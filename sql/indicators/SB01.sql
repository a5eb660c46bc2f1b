-- indicator: SB01
-- title: 企业开办平均用时 | Average time to start a business
-- clock: service_case
-- unit: 工作日 | working days
-- direction: lower
-- decimals: 2
-- formula: 平均(受理→办结)净工作日,扣除补正等停表时间 | mean net working days from acceptance to result, without the time in which the clock stood
-- numerator: 净工作日合计 | net working days
-- denominator: 办结的开办件 | finished start-up cases
-- time: workday
-- rows: topic = '企业开办'
-- department: SCJG
-- co_departments: 市政务服务管理办公室、市税务局、市人力社保局 | Government Services Office, Tax Bureau, Human Resources & Social Security Bureau
-- system: 企业开办一件事平台 | one-stop platform for starting a business
sumIf(net_days, topic = '企业开办' AND is_closed) AS numerator,
countIf(topic = '企业开办' AND is_closed AND net_days IS NOT NULL) AS denominator
