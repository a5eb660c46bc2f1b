-- How often each rule was broken in the loads that count; its words are those of the dataset that breaks it most.
SELECT
    reason,
    argMax(dataset, (broken, dataset)) AS dataset,
    sum(broken) AS rows
FROM (
    SELECT
        reason,
        dataset,
        count() AS broken
    FROM reject
    ARRAY JOIN reasons AS reason
    WHERE (load, attempt) IN (SELECT p.1, p.2 FROM (SELECT arrayJoin(arrayZip({loads:Array(UInt64)}, {attempts:Array(UInt32)})) AS p))
        AND ({source:String} = '' OR source = {source:String})
        AND ({every_region:UInt8} = 1 OR region_code IN ({regions:Array(String)}))
    GROUP BY reason, dataset
)
GROUP BY reason
ORDER BY rows DESC, reason
