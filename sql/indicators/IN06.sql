-- indicator: IN06
-- title: 惠企政策兑现按时率 | On-time policy redemption rate
-- clock: service_case
-- unit: % | %
-- direction: higher
-- decimals: 1
-- scale: 100
-- formula: 限时内办结的政策兑现件 ÷ 到期应办结的政策兑现件 × 100;未办结而已超期的计入分母 | redemptions finished within their time ÷ redemptions due × 100; an open one past its due day counts as due
-- numerator: 按时办结 | in time
-- denominator: 到期应办结 | due
-- rows: topic = '政策兑现'
-- department: JXJ
-- co_departments: 市财政局 | Finance Bureau
-- system: 惠企政策兑现平台 | policy redemption platform
countIf(topic = '政策兑现' AND is_closed AND net_days <= promise_days) AS numerator,
countIf(topic = '政策兑现' AND if(is_closed, net_days IS NOT NULL AND promise_days IS NOT NULL, ifNull(due_on < {as_of:Date}, 0))) AS denominator
