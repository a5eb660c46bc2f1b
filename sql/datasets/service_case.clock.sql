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
    listed AS (
        SELECT task_code, valid_from, valid_to, toLowCardinality(task_name) AS task_name, topic, legal_days, promise_days, baseline_trips, is_applied,
            leadInFrame(valid_from, 1, never) OVER (PARTITION BY task_code ORDER BY valid_from ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS next_from
        FROM clock_matter
        WHERE run = {run_matter:UInt64}
    ),
    -- A matter taken off the list has an empty row from that day on, so that a case finds what held on its day by one lookup.
    -- Names are dictionary-encoded on the way, as they are kept.
    matters AS (
        SELECT task_code, valid_from, task_name, topic, legal_days, promise_days, baseline_trips, is_applied
        FROM listed
        WHERE ifNull(valid_to > valid_from, 1)
        UNION ALL
        SELECT task_code, assumeNotNull(valid_to), toLowCardinality(''), toLowCardinality(''), NULL, NULL, NULL, 0
        FROM listed
        WHERE valid_to < next_from
    ),
    stops AS (
        SELECT project_no, groupArray((special_on, ifNull(end_on, never))) AS pauses, apart(pauses) AS spans
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
    is_closed AND result_on = accept_on      AS is_same_day,
    -- an open case has no result day that a calendar knows, and so none of these; as conditions they took twice as long
    workdays(accept_on, result_on)           AS gross_days,
    gross_days - stopped_workdays(accept_on, result_on, spans) AS net_days,
    toInt64(toDate(result_at, 'Asia/Shanghai') - accept_on) - stopped_days(accept_on, result_on, spans) AS net_calendar_days,
    not_negative(work_seconds_until(result_on, assumeNotNull(result_at)) - work_seconds_until(accept_on, assumeNotNull(accept_at))
        - 25200 * stopped_workdays(accept_on, result_on, spans)) AS net_work_seconds,
    -- a promised day in a year without a calendar is so many unknown days, not those of the list
    if(promise_date IS NULL, listed_promise_days, workdays(accept_on, promise_date)) AS promise_days,
    listed_legal_days                        AS legal_days,
    -- while a clock stands nobody knows when the case is due
    due_day(accept_on, if(is_closed, NULL, promise_days), pauses) AS due_on,
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
        matters.task_name                    AS listed_task_name,
        matters.topic                        AS listed_topic,
        matters.is_applied                   AS listed_is_applied,
        matters.legal_days                   AS listed_legal_days,
        matters.promise_days                 AS listed_promise_days,
        matters.baseline_trips               AS listed_baseline_trips,
        stops.pauses                         AS pauses,
        stops.spans                          AS spans
    FROM (
        SELECT *, toDate(assumeNotNull(accept_at), 'Asia/Shanghai') AS accept_on, toDate(assumeNotNull(result_at), 'Asia/Shanghai') AS result_on
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
    toLowCardinality(task_code)              AS task_code,
    toLowCardinality(task_name)              AS task_name,
    topic,
    org_code,
    project_type,
    is_applied,
    toLowCardinality('')                     AS apply_type,
    toLowCardinality('')                     AS result_type,
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
