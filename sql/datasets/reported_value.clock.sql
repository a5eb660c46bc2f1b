-- clock: reported_value
-- title: 部门填报数值 | Values reported by departments
-- feeds: reported_value
-- values: rows
-- column: case_no     | 指标      | Indicator
-- column: period      | 期间      | Period
-- column: value       | 数值      | Value | right
-- column: numerator   | 分子      | Numerator | right
-- column: denominator | 分母      | Denominator | right
-- column: department  | 填报部门  | Department
-- column: note        | 说明      | Note
SELECT
    month,
    region_code,
    0                                        AS stock,
    indicator                                AS case_no,
    indicator,
    period_kind,
    month                                    AS period,
    value,
    numerator,
    denominator,
    ifNull(n, if(value IS NULL, 0, 1))       AS n,
    status,
    department,
    note,
    source,
    load,
    line,
    [(concat('reported_value/', source), row_hash)] AS reads
FROM reported_value FINAL
WHERE is_deleted = 0 AND month IN ({months:Array(Date)})
