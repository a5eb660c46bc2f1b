-- indicator: MR03
-- title: 投诉举报按时办结率 | On-time complaint handling rate
-- clock: service_case
-- unit: % | %
-- direction: higher
-- decimals: 1
-- scale: 100
-- formula: 限时内办结的投诉举报 ÷ 到期应办结的投诉举报 × 100;未办结而已超期的计入分母 | complaints finished within their time ÷ complaints due × 100; an open one past its due day counts as due
-- numerator: 按时办结 | in time
-- denominator: 到期应办结 | due
-- rows: topic = '投诉举报'
-- department: SCJG
-- system: 12315平台 | 12315 platform
countIf(topic = '投诉举报' AND is_closed AND net_days <= promise_days) AS numerator,
countIf(topic = '投诉举报' AND if(is_closed, net_days IS NOT NULL AND promise_days IS NOT NULL, ifNull(due_on < {as_of:Date}, 0))) AS denominator
