-- indicator: WG01
-- title: 用水报装平均用时 | Average water connection time
-- clock: service_case
-- unit: 工作日 | working days
-- direction: lower
-- decimals: 2
-- formula: 平均(报装受理→通水)净工作日;行政审批与客户工程为停表时间,不计入 | mean net working days from application to water; permits and the customer's own works stop the clock
-- numerator: 净工作日合计 | net working days
-- denominator: 办结的用水报装 | finished water connections
-- time: workday
-- rows: topic = '用水报装'
-- department: SWJT
-- co_departments: 市建设局 | Construction Bureau
-- system: 水务营收系统 | water billing system
sumIf(net_days, topic = '用水报装' AND is_closed) AS numerator,
countIf(topic = '用水报装' AND is_closed AND net_days IS NOT NULL) AS denominator
