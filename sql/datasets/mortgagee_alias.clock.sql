-- clock: mortgagee_alias
-- title: 抵押权人曾用名 | Former names of mortgagees
-- feeds: mortgagee_alias
SELECT
    month,
    name,
    valid_from,
    valid_to,
    current_name,
    uscc,
    kind,
    source,
    load,
    line,
    [(concat('mortgagee_alias/', source), row_hash)] AS reads
FROM mortgagee_alias FINAL
WHERE is_deleted = 0 AND month IN ({months:Array(Date)})
