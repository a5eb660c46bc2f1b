-- clock: mortgage_release
-- title: 清贷解抵 | Mortgage releases
-- feeds: mortgage_release, mortgage
-- reference: mortgagee_alias
-- lambda: workdays, bearer
-- column: case_no        | 业务号     | Case
-- column: mortgagee      | 抵押权人   | Mortgagee
-- column: initiator      | 发起方     | Initiated by | bank = 银行 / Bank | fund = 公积金中心 / Fund centre | owner = 业主 / Owner
-- column: channel        | 渠道       | Channel | online = 线上 / Online | window = 窗口 / Window
-- column: payoff_at      | 结清时间   | Paid off
-- column: register_at    | 登簿时间   | Registered
-- column: calendar_hours | 用时(小时) | Hours | right
-- column: actual_trips   | 实际跑动   | Trips made | right
-- column: trips_saved    | 少跑       | Trips saved | right
-- event: payoff_at | 贷款结清 | Paid off | begins
-- event: init_at | 发起注销 | Release begun
-- event: register_at | 登簿 | Registered | ends
-- counts: calendar_hour | calendar_hours
-- split: party | mortgagee
-- split: channel | initiator
-- split: channel | channel
WITH
    -- three trips before the reform: the bank, the provident fund centre, the registration centre
    3 AS trips_before_reform,
    (spans, d) -> arrayFirst(span -> span.1 <= d AND d < span.2, spans) AS span_on,
    names AS (
        SELECT
            name,
            groupArray((valid_from, ifNull(valid_to, toDate('2149-06-06')), uscc, current_name, kind)) AS spans
        FROM clock_mortgagee_alias
        WHERE run = {run_mortgagee_alias:UInt64}
        GROUP BY name
    )
SELECT
    month,
    region_code,
    0                                        AS stock,
    release_no                               AS case_no,
    bearer(names.spans, toDate(payoff_at, 'Asia/Shanghai')).4 AS mortgagee,
    mortgagee_name,
    bearer(names.spans, toDate(payoff_at, 'Asia/Shanghai')).3 AS uscc,
    is_fund,
    bearer(names.spans, toDate(payoff_at, 'Asia/Shanghai')).5 = 'bank' AS is_bank,
    initiator,
    channel,
    payoff_at,
    init_at,
    register_at,
    register_at IS NOT NULL                  AS is_closed,
    dateDiff('second', payoff_at, register_at) AS calendar_seconds,
    round(calendar_seconds / 3600, 2)         AS calendar_hours,
    workdays(toDate(payoff_at, 'Asia/Shanghai'), toDate(register_at, 'Asia/Shanghai')) AS work_days,
    ifNull(toDate(init_at, 'Asia/Shanghai') = toDate(payoff_at, 'Asia/Shanghai'), 0) AS is_same_day,
    ifNull(actual_trips, 0)                  AS actual_trips,
    trips_before_reform                      AS baseline_trips,
    if(is_closed, greatest(0, baseline_trips - actual_trips), 0) AS trips_saved,
    source,
    load,
    line,
    [(concat('mortgage_release/', source), row_hash)] AS reads
FROM (SELECT * FROM mortgage_release FINAL WHERE is_deleted = 0 AND month IN ({months:Array(Date)})) AS release
LEFT JOIN names ON names.name = release.mortgagee_name
UNION ALL
SELECT
    month,
    region_code,
    1                                        AS stock,
    mortgage_no                              AS case_no,
    span_on(names.spans, toDate(registered_at, 'Asia/Shanghai')).4 AS mortgagee,
    mortgagee_name,
    span_on(names.spans, toDate(registered_at, 'Asia/Shanghai')).3 AS uscc,
    span_on(names.spans, toDate(registered_at, 'Asia/Shanghai')).5 = 'fund' AS is_fund,
    span_on(names.spans, toDate(registered_at, 'Asia/Shanghai')).5 = 'bank' AS is_bank,
    ''                                       AS initiator,
    ''                                       AS channel,
    NULL                                     AS payoff_at,
    NULL                                     AS init_at,
    registered_at                            AS register_at,
    0                                        AS is_closed,
    NULL                                     AS calendar_seconds,
    NULL                                     AS calendar_hours,
    NULL                                     AS work_days,
    0                                        AS is_same_day,
    0                                        AS actual_trips,
    0                                        AS baseline_trips,
    0                                        AS trips_saved,
    source,
    load,
    line,
    [(concat('mortgage/', source), row_hash)] AS reads
FROM (SELECT * FROM mortgage FINAL WHERE is_deleted = 0 AND month IN ({months:Array(Date)})) AS register
LEFT JOIN names ON names.name = register.mortgagee_name
