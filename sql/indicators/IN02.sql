-- indicator: IN02
-- title: 后备企业中介签约率 | Reserve firms signed with intermediaries
-- clock: reserve_firm
-- unit: % | %
-- direction: higher
-- decimals: 1
-- scale: 100
-- formula: 期末在库后备企业中已与券商、律所、会计师事务所至少一家签约的 ÷ 期末在库后备企业 × 100 | firms in the reserve at the period's end under contract with a securities firm, a law firm or accountants ÷ firms in the reserve × 100
-- numerator: 已签约的后备企业 | firms under contract
-- denominator: 在库后备企业 | firms in the reserve
-- department: JRB
-- system: 上市后备企业库 | list of listing-reserve firms
countIf(in_reserve AND is_signed)            AS numerator,
countIf(in_reserve)                          AS denominator
