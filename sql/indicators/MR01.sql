-- indicator: MR01
-- title: 跨部门联合抽查率 | Cross-department joint inspection rate
-- clock: inspection_task
-- unit: % | %
-- direction: higher
-- decimals: 1
-- scale: 100
-- formula: 两个以上部门联合的双随机任务 ÷ 全部双随机任务 × 100,按完成月份 | random inspections by two departments or more ÷ all random inspections × 100, by month in which they were done
-- numerator: 两个以上部门联合的任务 | inspections by two departments or more
-- denominator: 双随机任务 | random inspections
-- department: SCJG
-- co_departments: 各执法部门 | law enforcement departments
-- system: 浙江省行政执法监管平台 | Zhejiang law enforcement platform
countIf(done_on IS NOT NULL AND dept_count >= 2) AS numerator,
count(done_on)                                   AS denominator
