-- clock: project_item
-- title: 工程建设项目审批事项 | Items of project approval
-- feeds: project_item
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
