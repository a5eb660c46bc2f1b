-- indicator: CP10
-- title: 联合验收3.0平台线上申报率 | Share of acceptances filed in platform 3.0
-- clock: acceptance
-- unit: % | %
-- direction: higher
-- decimals: 1
-- scale: 100
-- formula: 在投资在线平台3.0录入的联合验收项目 ÷ 同期联合验收项目 × 100,只统计2022年8月1日(平台启用)以后受理并已出件的 | joint acceptances filed in platform 3.0 ÷ joint acceptances of the same period × 100, of those accepted since the platform began on 1 August 2022 and finished
-- numerator: 在3.0平台录入的联合验收项目数 | joint acceptances filed in platform 3.0
-- denominator: 同期联合验收项目数 | joint acceptances of the same period
-- rows: is_joint AND NOT is_double
-- department: JSJ
-- co_departments: 市政务服务管理办公室 | Government Services Office
-- system: 工程建设项目审批管理系统、投资在线平台3.0、验收台账 | construction approval system, investment platform 3.0, ledgers
countIf(is_closed AND is_joint AND NOT is_double AND toDate(accept_at, 'Asia/Shanghai') >= toDate('2022-08-01') AND platform = '3.0') AS numerator,
countIf(is_closed AND is_joint AND NOT is_double AND toDate(accept_at, 'Asia/Shanghai') >= toDate('2022-08-01')) AS denominator
