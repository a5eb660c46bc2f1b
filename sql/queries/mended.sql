-- Of rejected rows, those whose number stands today: by their load and the load that brought it. Who asks knows which of the
-- two was handed in later.
SELECT
    refused.load AS load,
    live.load    AS brought,
    count()      AS rows
FROM (
    SELECT source, load, record_key
    FROM reject
    WHERE dataset = {dataset:String} AND record_key != ''
        AND (load, attempt) IN (SELECT p.1, p.2 FROM (SELECT arrayJoin(arrayZip({loads:Array(UInt64)}, {attempts:Array(UInt32)})) AS p))
) AS refused
JOIN (
    SELECT source, load, arrayStringConcat([${record_key}], ' ') AS record_key
    FROM ${fact} FINAL
    WHERE is_deleted = 0 AND record_key IN (
        SELECT record_key
        FROM reject
        WHERE dataset = {dataset:String}
            AND (load, attempt) IN (SELECT p.1, p.2 FROM (SELECT arrayJoin(arrayZip({loads:Array(UInt64)}, {attempts:Array(UInt32)})) AS p)))
) AS live ON live.source = refused.source AND live.record_key = refused.record_key
GROUP BY refused.load, live.load
ORDER BY refused.load, live.load
