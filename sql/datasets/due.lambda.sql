-- lambda: due
-- title: 应办结日 | The day on which something is due
-- note: needs the lambda workdays. The first day by whose end so many working days have passed: what is due then is late on the
-- note: day after. due_day is put off by the suspensions (from, to) that begin before it; one without an end, to 2149-06-06,
-- note: makes it unknown: NULL. What is promised at once, and begins on a day off, is not due on the working day before it.
-- the working days in order, before them the first day of the calendar
arrayConcat([{calendar_first:Date}], arrayMap(i -> {calendar_first:Date} + (i - 1), arrayFilter((i, n) -> n != if(i = 1, 0, {calendar:Array(UInt32)}[i - 1]),
    arrayEnumerate({calendar:Array(UInt32)}), {calendar:Array(UInt32)}))) AS workday_list,
(n) -> if(n IS NULL, NULL, arrayElementOrNull(workday_list, greatest(ifNull(n, 0), 0) + 1)) AS day_of_index,
(due, a, pauses) -> if(due IS NULL OR empty(pauses), due, arrayFold(
    (sum, p) -> (sum.1 + if(ifNull(workday_index(p.1) < sum.1, 0) AND p.2 > sum.2, ifNull(workdays(greatest(p.1, sum.2), p.2), 0), 0), greatest(sum.2, p.2)),
    arraySort(pauses), (assumeNotNull(toInt64(due)), a)).1) AS put_off,
(a, due) -> if(due IS NULL, NULL, greatest(a, assumeNotNull(due))) AS not_before,
(a, days, pauses) -> if(arrayExists(p -> p.2 = toDate('2149-06-06'), pauses), NULL,
    not_before(a, day_of_index(put_off(toInt64(assumeNotNull(workday_index(a))) + days, a, pauses)))) AS due_day
