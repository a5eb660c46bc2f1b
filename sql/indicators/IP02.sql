-- indicator: IP02
-- title: 专利侵权纠纷行政处理平均用时 | Average time to handle patent disputes
-- clock: service_case
-- unit: 日历日 | calendar days
-- direction: lower
-- decimals: 1
-- formula: 平均(立案→结案)日历日;扣除鉴定 | mean calendar days from filing to closing; appraisals are cut out
-- numerator: 日历日合计 | calendar days
-- denominator: 结案的纠纷 | closed disputes
-- time: calendar_day
-- rows: topic = '专利纠纷'
-- department: SCJG
-- co_departments: 市人民法院 | People's Court
-- system: 知识产权保护系统 | IP protection system
sumIf(net_calendar_days, topic = '专利纠纷' AND is_closed) AS numerator,
countIf(topic = '专利纠纷' AND is_closed)       AS denominator
