-- indicator: LM01
-- title: 劳动争议仲裁平均结案用时 | Average days to close a labour arbitration case
-- clock: service_case
-- unit: 日历日 | calendar days
-- direction: lower
-- decimals: 1
-- formula: 平均(受理日→裁决、调解书日)日历日;扣除中止 | mean calendar days from acceptance to award or settlement; suspensions are cut out
-- numerator: 日历日合计 | calendar days
-- denominator: 结案的仲裁案件 | closed arbitrations
-- time: calendar_day
-- rows: topic = '劳动仲裁'
-- department: RSJ
-- co_departments: 市司法局 | Justice Bureau
-- system: 浙江劳动仲裁网络平台 | labour arbitration platform
sumIf(net_calendar_days, topic = '劳动仲裁' AND is_closed) AS numerator,
countIf(topic = '劳动仲裁' AND is_closed)       AS denominator
