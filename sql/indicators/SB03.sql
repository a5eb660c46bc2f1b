-- indicator: SB03
-- title: 企业开办全程网办率 | Fully-online start-up rate
-- clock: service_case
-- unit: % | %
-- direction: higher
-- decimals: 1
-- scale: 100
-- formula: 网上、掌上申请且到场次数为 0 的办结开办件 ÷ 全部办结开办件 × 100 | finished start-up cases applied for online and without a visit ÷ all finished start-up cases × 100
-- numerator: 全程网办的开办件 | handled wholly online
-- denominator: 办结的开办件 | finished start-up cases
-- rows: topic = '企业开办'
-- department: SCJG
-- co_departments: 市政务服务管理办公室 | Government Services Office
-- system: 企业开办一件事平台 | one-stop platform for starting a business
countIf(topic = '企业开办' AND is_closed AND is_online AND actual_trips = 0) AS numerator,
countIf(topic = '企业开办' AND is_closed)       AS denominator
