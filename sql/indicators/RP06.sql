-- indicator: RP06
-- title: 清贷解抵累计少跑次数 | Trips saved by non-intrusive mortgage release
-- clock: mortgage_release
-- unit: 次 | trips
-- direction: higher
-- decimals: 0
-- formula: Σ max(0, 改革前次数 − 实际次数);改革前 3 次:银行、公积金中心、登记中心 | sum of max(0, trips before the reform − trips made); 3 before it: bank, provident fund centre, registration centre
-- numerator: 少跑次数合计 | sum of trips saved
-- denominator: 无 | none
-- department: BDC
-- co_departments: 市公积金分中心、各银行 | provident fund centre, banks
-- system: 不动产登记信息平台 | real-estate registration platform
sumIf(trips_saved, is_closed)                AS numerator,
countIf(is_closed)                           AS n
