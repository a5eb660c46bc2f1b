-- lambda: work_seconds
-- title: 工作小时时钟 | The office-hour clock
-- note: seconds of office hours up to a moment, 8:30 to 12:00 and 13:30 to 17:00 on working days, 25,200 a day: those of a case
-- note: are the difference. Stands behind workdays; a moment outside the calendar gives NULL, which greatest() would pass over.
-- d is the day of t: who knows it has its index already
(d, t) -> 25200 * workday_index(d - 1) + (workday_index(d) - workday_index(d - 1))
    * (least(greatest(toInt64(t - toStartOfDay(t)) - 30600, 0), 12600) + least(greatest(toInt64(t - toStartOfDay(t)) - 48600, 0), 12600)) AS work_seconds_until,
(n) -> if(n < 0, 0, n) AS not_negative
