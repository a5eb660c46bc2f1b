-- What one would write by hand to get the numerators and denominators of all indicators of service cases, of each month of a
-- year: straight from the facts, every expression once.
WITH
    {calendar:Array(UInt32)} AS index,
    {calendar_first:Date} AS first,
    {as_of:Date} AS as_of,
    toDate('2149-06-06') AS never,
    (d) -> toInt32(index[toUInt32(assumeNotNull(d) - first) + 1]) AS i,
    (t) -> 25200 * i(toDate(t, 'Asia/Shanghai') - 1) + (i(toDate(t, 'Asia/Shanghai')) - i(toDate(t, 'Asia/Shanghai') - 1))
        * (least(greatest(toInt64(dateDiff('second', toStartOfDay(t), t)) - 30600, 0), 12600)
           + least(greatest(toInt64(dateDiff('second', toStartOfDay(t), t)) - 48600, 0), 12600)) AS office,
    stops AS (
        SELECT project_no, arraySort(groupArray((assumeNotNull(toDate(special_at, 'Asia/Shanghai')), ifNull(toDate(end_at, 'Asia/Shanghai'), never)))) AS spans
        FROM special_procedure FINAL
        GROUP BY project_no
    ),
    cases AS (
        SELECT
            c.month AS month,
            c.region_code AS region_code,
            c.project_type AS project_type,
            c.apply_type AS apply_type,
            c.result_type AS result_type,
            c.actual_trips AS actual_trips,
            c.step_count AS step_count,
            c.satisfaction AS satisfaction,
            m.topic AS topic,
            m.is_applied AS is_applied,
            c.accept_at AS accept_at,
            c.result_at AS result_at,
            result_at IS NOT NULL AS closed,
            toDate(assumeNotNull(accept_at), 'Asia/Shanghai') AS a,
            toDate(assumeNotNull(result_at), 'Asia/Shanghai') AS b,
            if(closed, i(b) - i(a), NULL) AS gross,
            if(closed AND notEmpty(s.spans), arrayFold((t, p) -> (t.1 + if(least(p.2, b) > greatest(p.1, t.2), i(least(p.2, b)) - i(greatest(p.1, t.2)), 0),
                greatest(t.2, least(p.2, b))), s.spans, (toInt64(0), a)).1, 0) AS stopped,
            if(closed AND notEmpty(s.spans), arrayFold((t, p) -> (t.1 + if(least(p.2, b) > greatest(p.1, t.2), toInt64(least(p.2, b) - greatest(p.1, t.2)), 0),
                greatest(t.2, least(p.2, b))), s.spans, (toInt64(0), a)).1, 0) AS stopped_days,
            gross - stopped AS net,
            if(c.promise_date IS NULL, m.promise_days, i(c.promise_date) - i(a)) AS promise,
            -- an open case: its due day, put off by the stops that begin before it
            if(closed OR promise IS NULL OR arrayExists(p -> p.2 = never, s.spans), NULL,
                first + indexOf(index, toUInt32(arrayFold((t, p) -> (t.1 + if(i(p.1) < t.1 AND p.2 > t.2, i(p.2) - i(greatest(p.1, t.2)), 0), greatest(t.2, p.2)),
                    s.spans, (toInt64(i(a) + promise), a)).1)) - 1) AS due,
            if(closed AND topic IN ('转移登记', '抵押首次登记'), greatest(0, office(assumeNotNull(result_at)) - office(assumeNotNull(accept_at)) - 25200 * stopped), 0) AS seconds,
            ifNull(due < as_of, 0) AS late
        FROM (SELECT * FROM service_case FINAL) AS c
        LEFT ANY JOIN (SELECT * FROM matter FINAL) AS m ON m.task_code = c.task_code
        LEFT ANY JOIN stops AS s ON s.project_no = c.project_no
    )
SELECT
    month,
    countIf(is_applied AND closed AND apply_type IN ('web', 'mobile')) AS GS01_n,
    countIf(is_applied AND closed) AS GS01_d,
    countIf(is_applied AND closed AND net <= promise) AS GS03_n,
    countIf(is_applied AND (closed AND net IS NOT NULL AND promise IS NOT NULL OR NOT closed AND late)) AS GS03_d,
    sumIf(net, is_applied AND closed AND promise > 0) AS GS04_n,
    sumIf(promise, is_applied AND closed AND promise > 0) AS GS04_d,
    countIf(is_applied AND closed AND project_type = 'instant' AND a = b) AS GS05_n,
    countIf(is_applied AND closed) AS GS05_d,
    countIf(is_applied AND closed AND actual_trips = 0) AS GS06_n,
    countIf(is_applied AND closed) AS GS06_d,
    countIf(is_applied AND closed AND satisfaction >= 4) AS GS07_n,
    countIf(is_applied AND closed AND satisfaction IS NOT NULL) AS GS07_d,
    sumIf(net, topic = '竣工验收备案' AND closed) AS CP04_n,
    countIf(topic = '竣工验收备案' AND closed) AS CP04_d,
    countIf(topic = '政策兑现' AND closed AND net <= promise) AS IN06_n,
    countIf(topic = '政策兑现' AND (closed AND promise IS NOT NULL OR NOT closed AND late)) AS IN06_d,
    sumIf(toInt64(b - a) - stopped_days, topic = '专利纠纷' AND closed) AS IP02_n,
    countIf(topic = '专利纠纷' AND closed) AS IP02_d,
    sumIf(toInt64(b - a) - stopped_days, topic = '劳动仲裁' AND closed) AS LM01_n,
    countIf(topic = '劳动仲裁' AND closed) AS LM01_d,
    countIf(topic = '劳动调解' AND closed AND result_type = '调解成功') AS LM02_n,
    countIf(topic = '劳动调解' AND closed) AS LM02_d,
    sumIf(net, topic = '信用修复' AND closed) AS MR02_n,
    countIf(topic = '信用修复' AND closed) AS MR02_d,
    countIf(topic = '投诉举报' AND closed AND net <= promise) AS MR03_n,
    countIf(topic = '投诉举报' AND (closed AND promise IS NOT NULL OR NOT closed AND late)) AS MR03_d,
    sumIf(seconds, topic = '转移登记' AND closed) / 3600 AS RP01_n,
    countIf(topic = '转移登记' AND closed) AS RP01_d,
    sumIf(seconds, topic = '抵押首次登记' AND closed) / 3600 AS RP02_n,
    countIf(topic = '抵押首次登记' AND closed) AS RP02_d,
    sumIf(net, topic = '企业开办' AND closed) AS SB01_n,
    countIf(topic = '企业开办' AND closed) AS SB01_d,
    sumIf(step_count, topic = '企业开办' AND closed) AS SB02_n,
    countIf(topic = '企业开办' AND closed AND step_count IS NOT NULL) AS SB02_d,
    countIf(topic = '企业开办' AND closed AND apply_type IN ('web', 'mobile') AND actual_trips = 0) AS SB03_n,
    countIf(topic = '企业开办' AND closed) AS SB03_d,
    sumIf(net, topic = '企业注销' AND closed) AS SB04_n,
    countIf(topic = '企业注销' AND closed) AS SB04_d,
    sumIf(net, topic = '用水报装' AND closed) AS WG01_n,
    countIf(topic = '用水报装' AND closed) AS WG01_d,
    sumIf(net, topic = '用气报装' AND closed) AS WG02_n,
    countIf(topic = '用气报装' AND closed) AS WG02_d,
    countIf(topic IN ('用水报装', '用气报装') AND closed AND apply_type IN ('web', 'mobile')) AS WG03_n,
    countIf(topic IN ('用水报装', '用气报装') AND closed) AS WG03_d
FROM cases
GROUP BY month
ORDER BY month
FORMAT JSONEachRow
