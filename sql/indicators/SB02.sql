-- indicator: SB02
-- title: 企业开办环节数 | Steps to start a business
-- clock: service_case
-- unit: 个 | steps
-- direction: lower
-- decimals: 1
-- formula: 办结的开办件实际经过的环节数,按件平均 | steps that finished start-up cases really went through, averaged over cases
-- numerator: 实际环节数合计 | steps gone through
-- denominator: 有环节数的办结开办件 | finished start-up cases with known steps
-- rows: topic = '企业开办'
-- department: SCJG
-- co_departments: 市政务服务管理办公室 | Government Services Office
-- system: 企业开办一件事平台 | one-stop platform for starting a business
sumIf(step_count, topic = '企业开办' AND is_closed) AS numerator,
countIf(topic = '企业开办' AND is_closed AND step_count IS NOT NULL) AS denominator
