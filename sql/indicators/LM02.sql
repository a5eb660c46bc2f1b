-- indicator: LM02
-- title: 劳动争议调解成功率 | Labour-dispute mediation success rate
-- clock: service_case
-- unit: % | %
-- direction: higher
-- decimals: 1
-- scale: 100
-- formula: 调解成功的案件 ÷ 调解结案的案件 × 100 | disputes settled by mediation ÷ mediations closed × 100
-- numerator: 调解成功的案件 | settled
-- denominator: 调解结案的案件 | mediations closed
-- rows: topic = '劳动调解'
-- department: RSJ
-- co_departments: 市司法局 | Justice Bureau
-- system: 浙江劳动仲裁网络平台 | labour arbitration platform
countIf(topic = '劳动调解' AND is_closed AND result_type = '调解成功') AS numerator,
countIf(topic = '劳动调解' AND is_closed)       AS denominator
