-- dataset: enterprise_pool
-- title: 企业名单 | Lists of enterprises
-- key: stock_month, pool, uscc
-- lambda: is_uscc
-- reject: bad_stock_month | 名单月份缺失或不是月份,请按 2022-09 的样子填写 | The list's month is missing or no month: write it like 2022-09
-- reject: bad_region      | 区划代码不是6位数字 | The region code is not six digits
-- reject: bad_pool        | 名单只能填 应走访企业、专精特新培育库 | The list is of enterprises to be visited or of the specialised SMEs' nursery
-- reject: bad_uscc        | 统一社会信用代码不是18位或校验位不符,请按营业执照核对 | The unified social credit code is not 18 characters or its check character does not fit: check it against the licence
-- reject: no_enterprise   | 企业名称为空,请补填 | The enterprise's name is missing: fill it in
SELECT
    ifNull(toDate(parseDateTimeOrNull(concat(trim(raw_stock_month), '-01'), '%Y-%c-%e', 'UTC')), toDate(0)) AS month,
    month                                    AS stock_month,
    trim(raw_region_code)                    AS region_code,
    transform(trim(raw_pool), ['应走访企业', '应走访', 'to_visit', '专精特新培育库', 'nursery'],
              ['to_visit', 'to_visit', 'to_visit', 'nursery', 'nursery'], '') AS pool,
    upper(trim(raw_uscc))                    AS uscc,
    trim(raw_enterprise)                     AS enterprise,
    month = toDate(0)                        AS reject_bad_stock_month,
    NOT match(region_code, '^[0-9]{6}$')     AS reject_bad_region,
    pool = ''                                AS reject_bad_pool,
    NOT is_uscc(uscc)                        AS reject_bad_uscc,
    enterprise = ''                          AS reject_no_enterprise
FROM staged
