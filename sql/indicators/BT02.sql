-- indicator: BT02
-- title: 电子保函替代率 | E-guarantee substitution rate
-- clock: bid_deposit
-- unit: % | %
-- direction: higher
-- decimals: 1
-- scale: 100
-- formula: 以电子保函缴纳的投标保证金笔数 ÷ 全部保证金笔数 × 100,按缴纳月份 | bid deposits given as electronic guarantees ÷ all bid deposits × 100, by month in which they were given
-- numerator: 以电子保函缴纳的保证金 | deposits given as electronic guarantees
-- denominator: 全部保证金 | bid deposits
-- department: GGZY
-- co_departments: 市金融发展服务中心 | Financial Development Centre
-- system: 公共资源交易平台 | public resources trading platform
countIf(paid_on IS NOT NULL AND pay_type = 'electronic') AS numerator,
count(paid_on)                                           AS denominator
