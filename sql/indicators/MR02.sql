-- indicator: MR02
-- title: 信用修复平均用时 | Average credit-repair time
-- clock: service_case
-- unit: 工作日 | working days
-- direction: lower
-- decimals: 2
-- formula: 平均(受理→修复办结)净工作日 | mean net working days from acceptance to repair
-- numerator: 净工作日合计 | net working days
-- denominator: 办结的信用修复件 | finished repairs
-- time: workday
-- rows: topic = '信用修复'
-- department: FGJ
-- co_departments: 市市场监管局 | Market Regulation Bureau
-- system: 信用修复平台 | credit-repair platform
sumIf(net_days, topic = '信用修复' AND is_closed) AS numerator,
countIf(topic = '信用修复' AND is_closed AND net_days IS NOT NULL) AS denominator
