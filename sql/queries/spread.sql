-- How long counted cases took: quantiles as Excel and R (type 7) compute them, and the promise and the legal limit that most of the
-- cases have, the shorter of equally frequent ones.
WITH
    (days, cases) -> arrayFirst(c -> c.2 = arrayMax(cases), arrayZip(days, cases)) AS most,
    sumMapIf([ifNull(promise, 0)], [toUInt64(1)], promise IS NOT NULL) AS promises,
    sumMapIf([ifNull(legal, 0)], [toUInt64(1)], legal IS NOT NULL) AS limits
SELECT
    count() AS n,
    min(took) AS least_time,
    max(took) AS most_time,
    avg(took) AS mean_time,
    quantilesExactInclusive(0.25, 0.5, 0.75, 0.9, 0.99)(took) AS quantiles,
    most(promises.1, promises.2).1 AS promise_days,
    most(promises.1, promises.2).2 AS promise_cases,
    most(limits.1, limits.2).1 AS legal_days,
    most(limits.1, limits.2).2 AS legal_cases
FROM (
    SELECT assumeNotNull(own) AS took, promise, legal
    FROM (
    ${times}
    )
)
