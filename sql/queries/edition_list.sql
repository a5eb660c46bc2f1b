-- Every edition, the oldest first.
SELECT
    edition,
    year,
    as_of,
    frozen_at,
    by,
    reason,
    scheme,
    manifest,
    program,
    demo
FROM edition
ORDER BY year, frozen_at, edition
