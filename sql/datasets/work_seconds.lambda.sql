-- lambda: work_seconds
-- title: 工作小时时钟 | The office-hour clock
-- note: seconds of office hours in (a, b]: 8:30 to 12:00 and 13:30 to 17:00 on working days, 25,200 a day. Stands behind
-- note: workdays; a moment outside the calendar gives NULL.
(t) -> 25200 * workday_index(toDate(t, 'Asia/Shanghai') - 1)
    + (workday_index(toDate(t, 'Asia/Shanghai')) - workday_index(toDate(t, 'Asia/Shanghai') - 1))
      * (least(greatest(toInt64(dateDiff('second', toStartOfDay(t), t)) - 30600, 0), 12600)
         + least(greatest(toInt64(dateDiff('second', toStartOfDay(t), t)) - 48600, 0), 12600)) AS work_seconds_until,
(a, b) -> work_seconds_until(b) - work_seconds_until(a) AS work_seconds
