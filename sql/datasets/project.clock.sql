-- clock: project
-- title: 工程建设项目 | Construction projects
-- feeds: project
-- lambda: workdays
-- column: case_no        | 项目代码     | Project
-- column: project_name   | 项目         | Name
-- column: land_signed_on | 出让合同签订 | Land contract
-- column: permit_on      | 施工许可     | Building permit
-- column: permit_days    | 用时(工作日) | Working days | right
-- event: land_signed_on | 出让合同签订 | Land contract | begins
-- event: permit_on | 施工许可 | Building permit | ends
-- counts: workday | permit_days
SELECT
    month,
    region_code,
    0                                        AS stock,
    project_code                             AS case_no,
    project_name,
    is_industrial,
    land_signed_on,
    permit_on,
    workdays(land_signed_on, permit_on)      AS permit_days,
    source,
    load,
    line,
    [(concat('project/', source), row_hash)] AS reads
FROM project FINAL
WHERE is_deleted = 0 AND month IN ({months:Array(Date)})
