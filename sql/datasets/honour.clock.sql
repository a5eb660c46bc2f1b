-- clock: honour
-- title: 荣誉登记 | Honours
-- feeds: honour
SELECT
    month,
    region_code,
    year,
    title,
    level,
    awarded_by,
    awarded_on,
    document,
    org_code,
    theme,
    basis,
    note,
    source,
    load,
    line,
    [(concat('honour/', source), row_hash)]  AS reads
FROM honour FINAL
WHERE is_deleted = 0 AND month IN ({months:Array(Date)})
