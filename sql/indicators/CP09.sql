-- indicator: CP09
-- title: 拿地即开工项目占比 | Share of 'construction upon land award' projects
-- clock: project
-- unit: % | %
-- direction: higher
-- decimals: 1
-- scale: 100
-- formula: 土地出让合同签订后5个工作日内取得施工许可的工业项目 ÷ 出让的工业项目 × 100,按合同签订月份 | industrial projects with a building permit within 5 working days of the land contract ÷ industrial projects awarded land × 100, by month of the contract
-- numerator: 5个工作日内取得施工许可的工业项目 | industrial projects permitted within 5 working days
-- denominator: 出让的工业项目 | industrial projects awarded land
-- department: ZRZY
-- co_departments: 市建设局、市发改局(营商办) | Construction Bureau, Development & Reform Bureau (business-environment office)
-- system: 工程建设项目审批管理系统/投资在线平台3.0 | construction project approval system, online investment platform 3.0
countIf(is_industrial AND land_signed_on IS NOT NULL AND permit_days <= 5) AS numerator,
countIf(is_industrial AND land_signed_on IS NOT NULL)                      AS denominator
