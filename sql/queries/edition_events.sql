-- What was published and taken back, the oldest first.
SELECT
    year,
    seq,
    deed,
    edition,
    shown,
    by,
    reason,
    at
FROM edition_event
ORDER BY seq
