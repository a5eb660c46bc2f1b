-- indicator: RP05
-- title: 公积金抵押注销线上率 | Provident-fund online mortgage-release rate
-- clock: mortgage_release
-- unit: % | %
-- direction: higher
-- decimals: 1
-- scale: 100
-- formula: 抵押权人含公积金中心且线上办理的注销 ÷ 公积金抵押注销 × 100 | online releases with the provident fund among the mortgagees ÷ all such releases × 100
-- numerator: 公积金抵押、渠道为线上的件 | fund mortgages, channel online
-- denominator: 公积金抵押的已登簿注销件 | registered releases of fund mortgages
-- department: BDC
-- co_departments: 市公积金分中心 | provident fund centre
-- system: 不动产登记信息平台 | real-estate registration platform
countIf(is_closed AND is_fund AND channel = 'online') AS numerator,
countIf(is_closed AND is_fund)               AS denominator
