-- lambda: workdays
-- title: 工作日时钟 | The working-day clock
-- note: parameters are calendar_first (a day) and calendar (working days from there up to and including each day);
-- note: no day, and a day outside, give NULL, never a guess: greatest() alone would pass over a NULL. net_workdays cuts out suspensions, merged and clipped to the case.
-- a day before the first one wraps to a place far behind the last
(d) -> toInt32(arrayElementOrNull({calendar:Array(UInt32)}, toUInt32(toInt32(d) - toInt32({calendar_first:Date})) + 1)) AS workday_index,
(a, b) -> workday_index(b) - workday_index(a) AS workdays,
-- suspensions in order, each from where all before it have ended: no day is in two
(pauses) -> arrayFilter(p -> p.1 < p.2, arrayMap((p, i) -> (greatest(p.1, arrayMax(arrayMap(before -> before.2, arraySlice(pauses, 1, i - 1)))), p.2),
    pauses, arrayEnumerate(pauses))) AS cut_apart,
(pauses) -> cut_apart(arraySort(pauses)) AS apart,
-- working days in (a, b] that suspensions cut out, which are apart. A sum over few spans costs nothing for the many cases without one
(a, b, stops) -> arraySum(p -> if(least(p.2, b) > greatest(p.1, a), toInt64(ifNull(workdays(greatest(p.1, a), least(p.2, b)), 0)), 0), stops) AS stopped_workdays,
(a, b, pauses) -> workdays(a, b) - stopped_workdays(a, b, apart(pauses)) AS net_workdays
