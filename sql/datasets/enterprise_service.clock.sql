-- clock: enterprise_service
-- title: 企业服务 | Services to enterprises
-- feeds: enterprise_visit, activity, enterprise_pool
-- column: enterprise  | 企业     | Enterprise
-- column: kind        | 类别     | Kind | visit = 走访 / Visit | ip_training = 知识产权培训 / IP training | alliance = 联盟服务 / Alliance | to_visit = 应走访名单 / To be visited | nursery = 培育库 / Nursery
-- column: provider    | 服务方   | By
-- column: happened_on | 日期     | Day
-- event: happened_on | 服务 | Served
SELECT
    month,
    region_code,
    0                                        AS stock,
    visit_no                                 AS case_no,
    'visit'                                  AS kind,
    uscc,
    enterprise,
    official                                 AS provider,
    toDate(visited_at, 'Asia/Shanghai')      AS happened_on,
    source,
    load,
    line,
    [(concat('enterprise_visit/', source), row_hash)] AS reads
FROM enterprise_visit FINAL
WHERE is_deleted = 0 AND month IN ({months:Array(Date)})
UNION ALL
SELECT
    month,
    region_code,
    0                                        AS stock,
    activity_no                              AS case_no,
    kind,
    uscc,
    enterprise,
    unit                                     AS provider,
    held_on                                  AS happened_on,
    source,
    load,
    line,
    [(concat('activity/', source), row_hash)] AS reads
FROM activity FINAL
WHERE is_deleted = 0 AND month IN ({months:Array(Date)})
UNION ALL
SELECT
    month,
    region_code,
    1                                        AS stock,
    uscc                                     AS case_no,
    pool                                     AS kind,
    uscc,
    enterprise,
    ''                                       AS provider,
    NULL                                     AS happened_on,
    source,
    load,
    line,
    [(concat('enterprise_pool/', source), row_hash)] AS reads
FROM enterprise_pool FINAL
WHERE is_deleted = 0 AND month IN ({months:Array(Date)})
