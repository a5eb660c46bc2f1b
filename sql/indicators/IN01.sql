-- indicator: IN01
-- title: 上市后备企业阶段推进率 | Stage-advance rate of listing-reserve firms
-- clock: reserve_firm
-- unit: % | %
-- direction: higher
-- decimals: 1
-- scale: 100
-- formula: 期末在库后备企业中已达到年度目标阶段的 ÷ 期末在库后备企业 × 100;阶段依次为培育、股改、辅导、申报、过会、上市 | firms in the reserve at the period's end that have reached the stage set for the year ÷ firms in the reserve × 100; stages are nurtured, share company, tutored, applied, approved, listed
-- numerator: 达到年度目标阶段的后备企业 | firms that have reached their stage of the year
-- denominator: 在库后备企业 | firms in the reserve
-- department: JRB
-- co_departments: 市经信局 | Economy & Information Bureau
-- system: 上市后备企业库 | list of listing-reserve firms
countIf(in_reserve AND is_on_target)         AS numerator,
countIf(in_reserve)                          AS denominator
