-- dataset: honour
-- title: 荣誉登记 | Honours
-- key: region_code, year, title
-- optional: awarded_by, awarded_on, document, theme, note
-- lambda: day
-- reject: bad_region     | 区划代码不是6位数字 | The region code is not six digits
-- reject: bad_year       | 年份应为四位年份 | The year is four digits
-- reject: no_title       | 荣誉名称为空,请补填 | The honour's name is missing: fill it in
-- reject: bad_level      | 级别只能填 国家级、省级、设区市级 | The level is national, of the province or of the city
-- reject: bad_awarded_on | 授予日期不是真实日期;不清楚的请留空 | The day it was given is no real date: leave it empty if unknown
-- reject: other_year     | 授予日期不在所填年份,请核对两栏 | The day it was given lies in another year: check both
-- reject: awarded_ahead  | 授予日期晚于报送日期,请核对 | Given after the day of the file: check it
-- reject: no_org         | 归口部门为空,请补填 | The office is missing: fill it in
-- reject: bad_basis      | 依据只能填 文件、报道 | It is known by a document or by a public report
-- reject: no_document    | 依据为“文件”而没有文号,请补填文号 | Said to be known by a document, without its number: fill it in
SELECT
    toStartOfMonth(coalesce(awarded_on, toDate(parseDateTimeOrNull(concat(trim(raw_year), '-01-01'), '%Y-%m-%d', 'UTC')), toDate(0))) AS month,
    trim(raw_region_code)                    AS region_code,
    toUInt16OrZero(trim(raw_year))           AS year,
    trim(raw_title)                          AS title,
    transform(trim(raw_level), ['国家级', '国家', 'national', '省级', '省', 'province', '设区市级', '市级', 'city'],
              ['national', 'national', 'national', 'province', 'province', 'province', 'city', 'city', 'city'], '') AS level,
    trim(raw_awarded_by)                     AS awarded_by,
    day(trim(raw_awarded_on))                AS awarded_on,
    trim(raw_document)                       AS document,
    trim(raw_org_code)                       AS org_code,
    trim(raw_theme)                          AS theme,
    transform(trim(raw_basis), ['文件', 'document', '报道', 'report'], ['document', 'document', 'report', 'report'], '') AS basis,
    trim(raw_note)                           AS note,
    NOT match(region_code, '^[0-9]{6}$')     AS reject_bad_region,
    NOT match(trim(raw_year), '^[12][0-9]{3}$') AS reject_bad_year,
    title = ''                               AS reject_no_title,
    level = ''                               AS reject_bad_level,
    trim(raw_awarded_on) != '' AND awarded_on IS NULL AS reject_bad_awarded_on,
    ifNull(toYear(awarded_on) != year, 0)    AS reject_other_year,
    awarded_on > toDate(toDateTime({as_of:UInt64}, 'Asia/Shanghai')) AS reject_awarded_ahead,
    org_code = ''                            AS reject_no_org,
    basis = ''                               AS reject_bad_basis,
    basis = 'document' AND document = ''     AS reject_no_document
FROM staged
