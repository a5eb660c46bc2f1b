-- indicator: GS04
-- title: 实际用时与承诺时限比 | Actual / committed time ratio
-- clock: service_case
-- unit: % | %
-- direction: lower
-- decimals: 1
-- scale: 100
-- formula: Σ办结件净工作日 ÷ Σ承诺工作日 × 100,仅统计有承诺时限的办结件 | sum of net working days ÷ sum of promised working days × 100, over finished cases with a promise
-- numerator: 净工作日合计 | net working days
-- denominator: 承诺工作日合计 | promised working days
-- time: workday
-- rows: NOT stock AND is_applied
-- department: ZWB
-- co_departments: 各部门 | all offices
-- system: 政务服务办件库 | service case database
sumIf(net_days, NOT stock AND is_applied AND is_closed AND promise_days > 0) AS numerator,
sumIf(promise_days, NOT stock AND is_applied AND is_closed AND promise_days > 0 AND net_days IS NOT NULL) AS denominator,
countIf(NOT stock AND is_applied AND is_closed AND promise_days > 0 AND net_days IS NOT NULL) AS n
