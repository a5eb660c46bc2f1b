-- lambda: day_of
-- title: 时间所在的日期 | The day of a moment
-- note: of a day or a moment, whichever an office writes. Stands behind day and moment.
(s) -> coalesce(day(s), toDate(moment(s), 'Asia/Shanghai')) AS day_of
