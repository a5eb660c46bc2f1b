-- clock: project_item
-- title: 工程建设项目审批事项 | Items of project approval
-- feeds: project_item
-- column: item_no | 审批事项编号 | Item
-- column: project_code | 项目代码 | Project
-- column: stage | 阶段 | Stage | 1 = 立项用地规划许可 / Land and planning | 2 = 工程建设许可 / Construction | 3 = 施工许可 / Building permit | 4 = 竣工验收 / Completion acceptance
-- column: accept_on | 受理 | Accepted
-- column: finish_on | 办结 | Finished
-- number: item_no
-- event: accept_on | 受理 | Accepted | begins
-- event: finish_on | 办结 | Finished | ends
-- counts: workday
-- part_of: project_approval | project_code
-- part_of: project | project_code
SELECT
    month,
    region_code,
    item_no,
    project_code,
    stage,
    toDate(assumeNotNull(accept_at), 'Asia/Shanghai') AS accept_on,
    toDate(finish_at, 'Asia/Shanghai')       AS finish_on,
    completes_stage,
    source,
    load,
    line,
    [(concat('project_item/', source), row_hash)] AS reads
FROM project_item FINAL
WHERE is_deleted = 0 AND month IN ({months:Array(Date)})
