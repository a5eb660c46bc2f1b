-- indicator: BT01
-- title: 全流程电子招投标率 | Fully electronic tendering rate
-- clock: tender
-- unit: % | %
-- direction: higher
-- decimals: 1
-- scale: 100
-- formula: 全流程电子化项目 ÷ 进场交易项目 × 100,按进场月份 | tenders held wholly by electronic means ÷ tenders at the trading centre × 100, by month of entry
-- numerator: 全流程电子化项目 | wholly electronic tenders
-- denominator: 进场交易项目 | tenders at the centre
-- department: GGZY
-- co_departments: 市发改局(营商办)、市建设局 | Development & Reform Bureau (business-environment office), Construction Bureau
-- system: 公共资源交易平台 | public resources trading platform
countIf(entered_on IS NOT NULL AND is_full_electronic) AS numerator,
count(entered_on)                                      AS denominator
