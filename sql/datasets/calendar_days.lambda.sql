-- lambda: calendar_days
-- title: 日历日时钟 | The calendar-day clock
-- note: calendar days in (a, b] that suspensions cut out, which are apart: see the lambda workdays.
(a, b, stops) -> arraySum(p -> if(least(p.2, b) > greatest(p.1, a), toInt64(least(p.2, b) - greatest(p.1, a)), 0), stops) AS stopped_days
