-- lambda: workdays
-- title: 工作日时钟 | The working-day clock
-- note: parameters are calendar_first (a day) and calendar (working days from there up to and including each day);
-- note: no day, and a day outside, give NULL, never a guess: greatest() alone would pass over a NULL. net_workdays cuts out suspensions, merged and clipped to the case.
-- a day before the first one wraps to a place far behind the last
(d) -> toInt32(arrayElementOrNull({calendar:Array(UInt32)}, toUInt32(toInt32(d) - toInt32({calendar_first:Date})) + 1)) AS workday_index,
(a, b) -> workday_index(b) - workday_index(a) AS workdays,
(a, b, pauses) -> workdays(a, b) - if(empty(pauses), 0, arrayFold(
    (sum, p) -> (sum.1 + if(least(p.2, b) > greatest(p.1, sum.2),
                            ifNull(workdays(greatest(p.1, sum.2), least(p.2, b)), 0), 0),
                 greatest(sum.2, least(p.2, b))),
    arraySort(pauses), (toInt64(0), a)).1) AS net_workdays
