-- dataset: announced_result
-- title: 省反馈结果 | Results announced by the province
-- key: region_code, year
-- optional: score, announced_on, document
-- lambda: day
-- reject: bad_region       | 区划代码不是6位数字 | The region code is not six digits
-- reject: bad_year         | 年度应为四位年份 | The year is four digits
-- reject: bad_tier         | 档次应为 1、2、3 这样的数字 | The tier is a number such as 1, 2 or 3
-- reject: bad_score        | 得分不是 0 到 100 的数;没有公布的请留空 | The score is no number from 0 to 100: leave it empty if none was announced
-- reject: bad_announced_on | 反馈日期不是真实日期;不清楚的请留空 | The day it was announced is no real date: leave it empty if unknown
SELECT
    ifNull(toDate(parseDateTimeOrNull(concat(trim(raw_year), '-01-01'), '%Y-%m-%d', 'UTC')), toDate(0)) AS month,
    trim(raw_region_code)                    AS region_code,
    toUInt16OrZero(trim(raw_year))           AS year,
    toUInt8OrZero(trim(raw_tier))            AS tier,
    toFloat64OrNull(trim(raw_score))         AS score,
    day(trim(raw_announced_on))              AS announced_on,
    trim(raw_document)                       AS document,
    NOT match(region_code, '^[0-9]{6}$')     AS reject_bad_region,
    month = toDate(0)                        AS reject_bad_year,
    tier = 0                                 AS reject_bad_tier,
    trim(raw_score) != '' AND ifNull(score < 0 OR score > 100 OR isNaN(score), 1) AS reject_bad_score,
    trim(raw_announced_on) != '' AND announced_on IS NULL AS reject_bad_announced_on
FROM staged
