-- dataset: mortgagee_alias
-- title: 抵押权人曾用名 | Former names of mortgagees
-- key: name, valid_from
-- optional: valid_to, confirmed_by
-- lambda: day
-- reject: no_name         | 名称为空,请填写抵押权人当时使用的名称 | The name is empty: give the name that the mortgagee used then
-- reject: no_current_name | 现用名为空,请填写市场监管部门登记的现用名 | The current name is empty: give the registered one
-- reject: bad_uscc        | 统一社会信用代码不是18位有效字符,请按营业执照核对 | The unified social credit code is not 18 valid characters: check it against the licence
-- reject: bad_kind        | 类别只能填“银行”或“公积金” | The kind is bank or fund
-- reject: bad_valid_from  | 起始日期缺失或不是真实日期,请按 2022-03-01 的样子填写 | The first day is missing or no real date: write it like 2022-03-01
-- reject: bad_valid_to    | 截止日期不是真实日期;仍在使用的名称请留空 | The last day is no real date: leave it empty while the name is in use
-- reject: ends_before     | 截止日期早于起始日期,请核对 | The name ends before it begins: check both days
SELECT
    toDate('2000-01-01')                     AS month,
    trim(raw_name)                           AS name,
    ifNull(day(trim(raw_valid_from)), toDate(0)) AS valid_from,
    day(trim(raw_valid_to))                  AS valid_to,
    trim(raw_current_name)                   AS current_name,
    upper(trim(raw_uscc))                    AS uscc,
    transform(trim(raw_kind), ['银行', 'bank', '公积金', 'fund'], ['bank', 'bank', 'fund', 'fund'], '') AS kind,
    trim(raw_confirmed_by)                   AS confirmed_by,
    name = ''                                AS reject_no_name,
    current_name = ''                        AS reject_no_current_name,
    NOT match(uscc, '^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$') AS reject_bad_uscc,
    kind = ''                                AS reject_bad_kind,
    valid_from = toDate(0)                   AS reject_bad_valid_from,
    trim(raw_valid_to) != '' AND valid_to IS NULL AS reject_bad_valid_to,
    valid_to < valid_from                    AS reject_ends_before
FROM staged
