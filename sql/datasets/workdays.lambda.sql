-- lambda: workdays
-- title: 工作日时钟 | The working-day clock
-- note: parameters are calendar_first (a day) and calendar (working days from there up to and including each day);
-- note: no day, and a day outside, give NULL, never a guess: greatest() alone would pass over a NULL. net_workdays cuts out suspensions, merged and clipped to the case.
(d) -> if(isNull(d) OR d < {calendar_first:Date} OR d >= {calendar_first:Date} + length({calendar:Array(UInt32)}), NULL,
          toInt32({calendar:Array(UInt32)}[toUInt32(greatest(d, {calendar_first:Date}) - {calendar_first:Date}) + 1])) AS workday_index,
(a, b) -> workday_index(b) - workday_index(a) AS workdays,
(a, b, pauses) -> workdays(a, b) - if(empty(pauses), 0, arrayFold(
    (sum, p) -> (sum.1 + if(least(p.2, b) > greatest(p.1, sum.2),
                            ifNull(workdays(greatest(p.1, sum.2), least(p.2, b)), 0), 0),
                 greatest(sum.2, least(p.2, b))),
    arraySort(pauses), (toInt64(0), a)).1) AS net_workdays
