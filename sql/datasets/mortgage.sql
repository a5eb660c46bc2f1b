-- dataset: mortgage
-- title: 存量抵押 | Register of mortgages in force
-- key: stock_month, mortgage_no
-- optional: unit_hash
-- lambda: moment
-- reject: no_mortgage_no  | 不动产登记证明号为空,请补填 | The certificate number is missing: fill it in
-- reject: bad_stock_month | 存量月份缺失或不是月份,请按 2022-09 的样子填写 | The stock month is missing or no month: write it like 2022-09
-- reject: bad_region      | 区划代码不是6位数字 | The region code is not six digits
-- reject: no_mortgagee    | 抵押权人为空,请补填 | The mortgagee is missing: fill it in
-- reject: bad_registered_at | 登簿时间缺失或不是真实时间 | The registration time is missing or no real time
-- reject: after_stock     | 登簿时间晚于存量月份的月末,请核对 | Registered after the end of the stock month: check both
SELECT
    ifNull(toDate(parseDateTimeOrNull(concat(trim(raw_stock_month), '-01'), '%Y-%c-%e', 'UTC')), toDate(0)) AS month,
    month                                    AS stock_month,
    trim(raw_mortgage_no)                    AS mortgage_no,
    trim(raw_region_code)                    AS region_code,
    trim(raw_mortgagee_name)                 AS mortgagee_name,
    moment(trim(raw_registered_at))          AS registered_at,
    raw_unit_hash                            AS unit_hash,
    mortgage_no = ''                         AS reject_no_mortgage_no,
    month = toDate(0)                        AS reject_bad_stock_month,
    NOT match(region_code, '^[0-9]{6}$')     AS reject_bad_region,
    mortgagee_name = ''                      AS reject_no_mortgagee,
    registered_at IS NULL                    AS reject_bad_registered_at,
    toDate(registered_at, 'Asia/Shanghai') > toLastDayOfMonth(month) AS reject_after_stock
FROM staged
