-- A key is gone when a file that is newer than the row and speaks for it does not have it, not even as a rejected row.
ALTER TABLE ${fold} UPDATE is_deleted = 1
WHERE bad = 0 AND (cityHash64(tuple(${key})), version) IN (
    SELECT told.k, told.version
    FROM (
        SELECT
            cityHash64(tuple(${key})) AS k,
            version,
            arrayFilter((load, newer, scope) -> newer > version
                AND scope IN ('all', concat('month=', formatDateTime(month, '%Y-%m')), concat('region=', ${region})),
                {loads:Array(UInt64)}, {versions:Array(UInt64)}, {scopes:Array(String)}) AS speaking
        FROM ${fold}
        WHERE bad = 0
    ) AS told
    LEFT JOIN (
        SELECT cityHash64(tuple(${key})) AS k, groupUniqArray(load) AS loads
        FROM ${fold}
        WHERE bad != 0
        GROUP BY k
    ) AS refused ON refused.k = told.k
    WHERE NOT hasAll(refused.loads, told.speaking))
SETTINGS mutations_sync = 2
