-- indicator: RP09
-- title: 抵押权人曾用名匹配率 | Former-name match rate of mortgagees
-- clock: mortgage_release
-- unit: % | %
-- direction: higher
-- decimals: 1
-- scale: 100
-- formula: 抵押权人已匹配到统一社会信用代码的存量抵押 ÷ 全部存量抵押 × 100,期末 | mortgages in force whose mortgagee's name was matched to a credit code ÷ all mortgages in force × 100, at the period's end
-- numerator: 已匹配的存量抵押 | matched mortgages in force
-- denominator: 存量抵押 | mortgages in force
-- rows: stock
-- department: BDC
-- co_departments: 市市场监管局、人民银行平湖支行 | market regulation bureau, PBoC Pinghu
-- system: 不动产登记信息平台 | real-estate registration platform
countIf(stock AND uscc != '')                AS numerator,
countIf(stock)                               AS denominator
