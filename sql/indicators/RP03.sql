-- indicator: RP03
-- title: 清贷解抵平均用时 | Average payoff-to-release time
-- clock: mortgage_release
-- unit: 小时 | hours
-- direction: lower
-- decimals: 1
-- formula: 平均(贷款结清时刻→抵押权注销登簿时刻)日历小时,按登簿月份 | mean calendar hours from the moment the loan is paid off to the moment the release is registered, by month of registration
-- numerator: 日历小时合计 | sum of calendar hours
-- denominator: 已登簿的清贷解抵件 | registered releases
-- time: calendar_hour
-- department: BDC
-- co_departments: 市公积金分中心、市金融发展服务中心、各银行 | provident fund centre, financial development centre, banks
-- system: 不动产登记信息平台、银行前置 | real-estate registration platform, banks
sumIf(calendar_seconds, is_closed) / 3600    AS numerator,
countIf(is_closed)                           AS denominator
