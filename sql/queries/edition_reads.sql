-- What a clock's {months} read under the runs of an edition and under those of today: by feed and month, how many facts are
-- read today only, and how many then only. A corrected row is one of each.
SELECT
    feed,
    month,
    sum(greatest(now - then, 0)) AS added,
    sum(greatest(then - now, 0)) AS removed
FROM (
    SELECT
        read.feed AS feed,
        month,
        read.h AS h,
        toInt64(countIf((month, run) IN (SELECT p.1, p.2 FROM (SELECT arrayJoin(arrayZip({months:Array(Date)}, {now:Array(UInt64)})) AS p)))) AS now,
        toInt64(countIf((month, run) IN (SELECT p.1, p.2 FROM (SELECT arrayJoin(arrayZip({months:Array(Date)}, {then:Array(UInt64)})) AS p)))) AS then
    FROM ${table}
    ARRAY JOIN reads AS read
    WHERE month IN ({months:Array(Date)})
        AND ({every_region:UInt8} = 1 OR region_code IN ({regions:Array(String)}))
    GROUP BY feed, month, h
)
GROUP BY feed, month
HAVING added > 0 OR removed > 0
ORDER BY feed, month
