-- The scores of a year a second time: goalposts, arithmetic means and the rules of the missing, from the values as they are kept,
-- beside the scores as they are kept.
WITH
    leaves AS (
        SELECT l.1 AS node, l.2 AS parent, l.3 AS weight, l.4 AS best, l.5 AS worst, l.6 AS min_sample
        FROM (SELECT arrayJoin(arrayZip({leaf:Array(String)}, {theme:Array(String)}, {weight:Array(Float64)}, {best:Array(Float64)}, {worst:Array(Float64)}, {min_sample:Array(UInt64)})) AS l)
    ),
    themes AS (SELECT t.1 AS node, t.2 AS weight FROM (SELECT arrayJoin(arrayZip({themes:Array(String)}, {theme_weight:Array(Float64)})) AS t)),
    given AS (
        SELECT region_code, indicator, value, n, status
        FROM indicator_value
        WHERE (clock, run) IN (SELECT p.1, p.2 FROM (SELECT arrayJoin(arrayZip({clocks:Array(String)}, {runs:Array(UInt64)})) AS p))
            AND period_kind = 'year' AND toYear(period) = {year:UInt16}
        -- records come before what was handed in, unless they measured nothing
        ORDER BY value IS NULL, clock = 'reported_value'
        LIMIT 1 BY region_code, indicator
    ),
    leaf_scores AS (
        SELECT
            g.region_code AS region_code,
            l.node AS node,
            l.parent AS parent,
            l.weight AS weight,
            multiIf(v.status = '' OR v.status = 'measured' AND v.value IS NULL, 'missing', v.status = 'measured' AND v.n > 0 AND v.n < l.min_sample, 'small_sample', v.status) AS state,
            multiIf(state = 'measured', 100 * least(greatest((l.worst - v.value) / (l.worst - l.best), 0), 1), state = 'no_practice', 0, NULL) AS score
        FROM (SELECT DISTINCT region_code FROM given) AS g
        CROSS JOIN leaves AS l
        LEFT JOIN given AS v ON v.region_code = g.region_code AND v.indicator = l.node
    ),
    theme_sums AS (
        SELECT region_code, parent, sumIf(weight, score IS NOT NULL) AS present, sumIf(weight, state != 'not_applicable') AS applicable, sum(weight * score) / present AS mean
        FROM leaf_scores
        GROUP BY region_code, parent
    ),
    theme_scores AS (
        SELECT s.region_code AS region_code, s.parent AS node, t.weight AS weight, s.applicable > 0 AS applies,
            if(s.present > 0 AND s.present / s.applicable >= {coverage:Float64} - 1e-12, s.mean, NULL) AS score
        FROM theme_sums AS s
        JOIN themes AS t ON t.node = s.parent
    ),
    totals AS (
        SELECT region_code, sumIf(weight, score IS NOT NULL) AS present, sumIf(weight, applies) AS applicable, sum(weight * score) / present AS mean
        FROM theme_scores
        GROUP BY region_code
    ),
    again AS (
        SELECT region_code, node, score FROM leaf_scores
        UNION ALL
        SELECT region_code, node, score FROM theme_scores
        UNION ALL
        SELECT region_code, {root:String} AS node, if(present > 0 AND present / applicable >= {coverage:Float64} - 1e-12, mean, NULL) AS score FROM totals
    )
SELECT
    kept.region_code AS region,
    kept.node AS node,
    kept.score AS kept,
    again.score AS again,
    count() OVER () AS compared,
    countIf(kept.score IS NOT NULL) OVER () AS scored
FROM (SELECT region_code, node, score FROM score WHERE run = {score_run:UInt64} AND year = {year:UInt16}) AS kept
FULL JOIN again ON again.region_code = kept.region_code AND again.node = kept.node
ORDER BY (kept.score IS NULL) = (again.score IS NULL) AND ifNull(abs(kept.score - again.score) <= 1e-9, 1), region, node
LIMIT 20
FORMAT JSONEachRow
