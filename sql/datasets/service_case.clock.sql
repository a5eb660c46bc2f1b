-- clock: service_case
-- title: 政务服务办件 | Service cases
-- feeds: service_case
-- reference: matter, special_procedure
-- lambda: workdays, work_seconds, calendar_days, due
-- column: case_no      | 办件编号       | Case
-- column: task_name    | 事项           | Matter
-- column: org_code     | 部门           | Office
-- column: apply_type   | 渠道           | Channel | web = 网上 / Web | mobile = 掌上 / Mobile | kiosk = 自助 / Kiosk | window = 窗口 / Window | phone = 电话 / Telephone
-- column: project_type | 类型           | Type | instant = 即办件 / Instant | committed = 承诺件 / Committed
-- column: accept_at    | 受理时间       | Accepted
-- column: result_at    | 办结时间       | Finished
-- column: net_days     | 净用时(工作日) | Net working days | right
-- column: promise_days | 承诺(工作日)   | Promised working days | right
-- column: due_on       | 应办结日       | Due
-- column: actual_trips | 到场           | Trips made | right
-- column: satisfaction | 满意度         | Rating | right
-- event: accept_at | 受理 | Accepted | begins
-- event: due_on | 应办结 | Due | due
-- event: result_at | 办结 | Finished | ends
-- counts: workday | net_days | promise_days
-- split: department | org_code
-- split: matter | task_name
-- split: channel | apply_type
WITH
    toDate('2149-06-06') AS never,
    matters AS (
        SELECT task_code, valid_from, ifNull(valid_to, never) AS until, task_name, topic, legal_days, promise_days, baseline_trips, is_applied
        FROM clock_matter
        WHERE run = {run_matter:UInt64}
    ),
    stops AS (
        SELECT project_no, groupArray((special_on, ifNull(end_on, never))) AS spans
        FROM clock_special_procedure
        WHERE run = {run_special_procedure:UInt64}
        GROUP BY project_no
    )
SELECT
    month,
    region_code,
    0                                        AS stock,
    project_no                               AS case_no,
    task_code,
    listed_task_name                         AS task_name,
    listed_topic                             AS topic,
    org_code,
    project_type,
    listed_is_applied                        AS is_applied,
    apply_type,
    result_type,
    accept_at,
    result_at,
    result_at IS NOT NULL                    AS is_closed,
    apply_type IN ('web', 'mobile')          AS is_online,
    ifNull(toDate(result_at, 'Asia/Shanghai') = accept_on, 0) AS is_same_day,
    if(is_closed, workdays(accept_on, toDate(result_at, 'Asia/Shanghai')), NULL) AS gross_days,
    if(is_closed, net_workdays(accept_on, assumeNotNull(toDate(result_at, 'Asia/Shanghai')), spans), NULL) AS net_days,
    if(is_closed, calendar_days_without(accept_on, assumeNotNull(toDate(result_at, 'Asia/Shanghai')), spans), NULL) AS net_calendar_days,
    if(is_closed, greatest(0, assumeNotNull(work_seconds(assumeNotNull(accept_at), assumeNotNull(result_at)) - 25200 * (gross_days - net_days))), NULL) AS net_work_seconds,
    -- a promised day in a year without a calendar is so many unknown days, not those of the list
    if(promise_date IS NULL, listed_promise_days, workdays(accept_on, promise_date)) AS promise_days,
    listed_legal_days                        AS legal_days,
    -- while a clock stands nobody knows when the case is due
    if(is_closed, NULL, due_day(accept_on, promise_days, spans)) AS due_on,
    actual_trips,
    if(is_closed, toUInt8(greatest(0, toInt16(ifNull(listed_baseline_trips, 0)) - ifNull(actual_trips, 0))), 0) AS trips_saved,
    step_count,
    satisfaction,
    source,
    load,
    line,
    [(concat('service_case/', source), row_hash)] AS reads
FROM (
    SELECT
        handed.* EXCEPT (task_code, project_no),
        handed.task_code                     AS task_code,
        handed.project_no                    AS project_no,
        handed.accept_on < matters.until     AS is_listed,
        if(is_listed, matters.task_name, '') AS listed_task_name,
        if(is_listed, matters.topic, '')     AS listed_topic,
        is_listed AND matters.is_applied     AS listed_is_applied,
        if(is_listed, matters.legal_days, NULL) AS listed_legal_days,
        if(is_listed, matters.promise_days, NULL) AS listed_promise_days,
        if(is_listed, matters.baseline_trips, NULL) AS listed_baseline_trips,
        stops.spans                          AS spans
    FROM (
        SELECT *, toDate(assumeNotNull(accept_at), 'Asia/Shanghai') AS accept_on
        FROM service_case FINAL
        WHERE is_deleted = 0 AND month IN ({months:Array(Date)})
    ) AS handed
    ASOF LEFT JOIN matters ON matters.task_code = handed.task_code AND matters.valid_from <= handed.accept_on
    LEFT ANY JOIN stops ON stops.project_no = handed.project_no
)
UNION ALL
SELECT
    month,
    region_code,
    1                                        AS stock,
    task_code                                AS case_no,
    task_code,
    task_name,
    topic,
    org_code,
    project_type,
    is_applied,
    ''                                       AS apply_type,
    ''                                       AS result_type,
    NULL                                     AS accept_at,
    NULL                                     AS result_at,
    0                                        AS is_closed,
    0                                        AS is_online,
    0                                        AS is_same_day,
    NULL                                     AS gross_days,
    NULL                                     AS net_days,
    NULL                                     AS net_calendar_days,
    NULL                                     AS net_work_seconds,
    promise_days,
    legal_days,
    NULL                                     AS due_on,
    NULL                                     AS actual_trips,
    0                                        AS trips_saved,
    NULL                                     AS step_count,
    NULL                                     AS satisfaction,
    source,
    load,
    line,
    []                                       AS reads
FROM (SELECT * EXCEPT (run, month), arrayJoin({months:Array(Date)}) AS month FROM clock_matter WHERE run = {run_matter:UInt64}) AS listed
WHERE valid_from <= toLastDayOfMonth(month) AND ifNull(valid_to > toLastDayOfMonth(month), 1)
