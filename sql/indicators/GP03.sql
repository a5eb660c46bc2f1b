-- indicator: GP03
-- title: 预付款比例达标率 | Share of contracts with compliant advance payment
-- clock: procurement_contract
-- unit: % | %
-- direction: higher
-- decimals: 1
-- scale: 100
-- formula: 预付比例≥规定比例的合同 ÷ 应预付合同 × 100,按合同签订月份 | contracts with an advance of at least the required share ÷ contracts that need one × 100, by month of the signature
-- numerator: 预付比例达到规定的合同 | contracts with the required advance
-- denominator: 应预付合同 | contracts that need an advance
-- department: CZJ
-- system: 政采云 | government procurement cloud
countIf(is_advance_met)                             AS numerator,
countIf(is_advance_due AND signed_on IS NOT NULL)   AS denominator
