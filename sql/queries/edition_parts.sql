-- The runs that editions show.
SELECT
    part,
    period,
    rev,
    run,
    rows,
    digest,
    formula,
    as_of,
    at
FROM edition_part
WHERE edition = {edition:String}
ORDER BY part, period
