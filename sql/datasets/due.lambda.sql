-- lambda: due
-- title: 应办结日 | The day on which something is due
-- note: needs the lambda workdays. The first day by whose end so many working days have passed: what is due then is late on the
-- note: day after. due_day leaves out suspensions (from, to), of which one without an end, to 2149-06-06, makes it unknown: NULL.
(n) -> if(n IS NULL OR indexOf({calendar:Array(UInt32)}, toUInt32(greatest(ifNull(n, 0), 0))) = 0, NULL,
          {calendar_first:Date} + indexOf({calendar:Array(UInt32)}, toUInt32(greatest(ifNull(n, 0), 0))) - 1) AS day_of_index,
(a, pauses) -> arrayMax(arrayConcat([a], arrayMap(p -> p.2, pauses))) AS last_pause,
(a, days, pauses) -> if(arrayExists(p -> p.2 = toDate('2149-06-06'), pauses), NULL,
    day_of_index(workday_index(a) + days + workdays(a, last_pause(a, pauses)) - net_workdays(a, last_pause(a, pauses), pauses))) AS due_day
