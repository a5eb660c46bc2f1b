-- lambda: calendar_days
-- title: 日历日时钟 | The calendar-day clock
-- note: calendar days in (a, b], without the stops, merged and clipped to the case.
(a, b, pauses) -> toInt64(b - a) - if(empty(pauses), 0, arrayFold(
    (sum, p) -> (sum.1 + if(least(p.2, b) > greatest(p.1, sum.2), toInt64(least(p.2, b) - greatest(p.1, sum.2)), 0),
                 greatest(sum.2, least(p.2, b))),
    arraySort(pauses), (toInt64(0), a)).1) AS calendar_days_without
