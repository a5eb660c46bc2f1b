-- indicator: RP04
-- title: 政银合作抵押注销线上率 | Bank-initiated online mortgage-release rate
-- clock: mortgage_release
-- unit: % | %
-- direction: higher
-- decimals: 1
-- scale: 100
-- formula: 银行或公积金中心网上发起且线上办结的抵押注销 ÷ 全部已登簿的抵押注销 × 100 | releases that the bank or the fund began online and that ended online ÷ all registered releases × 100
-- numerator: 银行或公积金中心发起、渠道为线上的件 | begun by bank or fund, channel online
-- denominator: 已登簿的抵押注销件 | registered releases
-- department: BDC
-- co_departments: 市金融发展服务中心、各银行 | financial development centre, banks
-- system: 不动产登记信息平台 | real-estate registration platform
countIf(is_closed AND initiator IN ('bank', 'fund') AND channel = 'online') AS numerator,
countIf(is_closed)                           AS denominator
