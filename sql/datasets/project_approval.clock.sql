-- clock: project_approval
-- title: 工程建设项目审批 | Approval of construction projects
-- feeds: project_item
-- reference: project_item, special_procedure
-- lambda: workdays
-- column: case_no     | 项目代码         | Project
-- column: passed_on   | 通过竣工验收     | Acceptance passed
-- column: land_days   | 立项用地(工作日) | Land and planning (working days) | right
-- column: design_days | 工程建设许可     | Construction | right
-- column: build_days  | 施工许可         | Building permit | right
-- column: accept_days | 竣工验收         | Completion acceptance | right
-- column: net_days    | 合计             | In all | right
-- event: passed_on | 通过竣工验收 | Acceptance passed
-- part_of: project | case_no
WITH
    toDate('2149-06-06') AS never,
    stops AS (
        SELECT project_no, groupArray((special_on, ifNull(end_on, never))) AS spans
        FROM clock_special_procedure
        WHERE run = {run_special_procedure:UInt64}
        GROUP BY project_no
    ),
    -- a project's items lie in several months: all of them, as the run saw them
    projects AS (
        SELECT
            project_code,
            maxIf(finish_on, stage = 4 AND completes_stage) AS passed_on,
            maxIf(days, stage = 1)           AS land_days,
            maxIf(days, stage = 2)           AS design_days,
            maxIf(days, stage = 3)           AS build_days,
            maxIf(days, stage = 4)           AS accept_days,
            -- a day outside the calendar makes the whole unknown
            if(countIf(finish_on IS NOT NULL AND days IS NULL) > 0, NULL,
               ifNull(land_days, 0) + ifNull(design_days, 0) + ifNull(build_days, 0) + ifNull(accept_days, 0)) AS net_days
        FROM (
            SELECT
                item.project_code            AS project_code,
                item.stage                   AS stage,
                item.completes_stage         AS completes_stage,
                item.finish_on               AS finish_on,
                if(item.finish_on IS NULL, NULL, net_workdays(item.accept_on, assumeNotNull(item.finish_on), stops.spans)) AS days
            FROM (SELECT item_no, project_code, stage, completes_stage, accept_on, finish_on FROM clock_project_item WHERE run = {run_project_item:UInt64}) AS item
            LEFT ANY JOIN stops ON stops.project_no = item.item_no
        )
        GROUP BY project_code
    )
SELECT
    touched.month                            AS month,
    touched.region_code                      AS region_code,
    0                                        AS stock,
    touched.project_code                     AS case_no,
    touched.items                            AS items,
    ifNull(toStartOfMonth(projects.passed_on) = touched.month, 0) AS is_passed,
    projects.passed_on                       AS passed_on,
    projects.land_days                       AS land_days,
    projects.design_days                     AS design_days,
    projects.build_days                      AS build_days,
    projects.accept_days                     AS accept_days,
    projects.net_days                        AS net_days,
    touched.last_item.2                      AS source,
    touched.last_item.3                      AS load,
    touched.last_item.4                      AS line,
    touched.reads                            AS reads
FROM (
    SELECT
        month,
        project_code,
        argMax(region_code, item_no)         AS region_code,
        count()                              AS items,
        -- the row shown for a project is that of the item that passed it, or else of its last one
        max((if(stage = 4 AND completes_stage = 1, finish_at, NULL), source, load, line)) AS last_item,
        groupArray((concat('project_item/', source), row_hash)) AS reads
    FROM project_item FINAL
    WHERE is_deleted = 0 AND month IN ({months:Array(Date)})
    GROUP BY month, project_code
) AS touched
LEFT ANY JOIN projects ON projects.project_code = touched.project_code
