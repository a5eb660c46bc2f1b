-- indicator: RP07
-- title: 银行接入主动解抵覆盖率 | Share of banks initiating releases
-- clock: mortgage_release
-- unit: % | %
-- direction: higher
-- decimals: 1
-- scale: 100
-- by: uscc | 银行 | Bank
-- formula: 本期至少主动发起 1 件线上注销的银行 ÷ 期末有存量抵押的银行 × 100 | banks that began at least one online release in the period ÷ banks with mortgages in force at its end × 100
-- numerator: 主动发起过的银行数 | banks that began one
-- denominator: 有存量抵押的银行数 | banks with mortgages in force
-- department: BDC
-- co_departments: 市金融发展服务中心、人民银行平湖支行 | financial development centre, PBoC Pinghu
-- system: 不动产登记信息平台 | real-estate registration platform
uniqExactIf(uscc, NOT stock AND is_closed AND initiator = 'bank' AND channel = 'online' AND uscc != '') AS numerator,
uniqExactIf(uscc, stock AND is_bank AND uscc != '') AS denominator
