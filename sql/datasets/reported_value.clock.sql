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
-- A value that was filled in and approved by a second person stands before one of the office's sheet; of several others the
-- newest counts. All that was told of it was read, so all of it is in reads.
SELECT
    month,
    region_code,
    0                                        AS stock,
    indicator                                AS case_no,
    indicator,
    period_kind,
    month                                    AS period,
    told.1                                   AS value,
    told.2                                   AS numerator,
    told.3                                   AS denominator,
    ifNull(told.4, if(told.1 IS NULL, 0, 1)) AS n,
    told.5                                   AS status,
    told.6                                   AS department,
    told.7                                   AS note,
    told.8                                   AS source,
    told.9                                   AS load,
    told.10                                  AS line,
    reads
FROM (
    SELECT
        month,
        region_code,
        indicator,
        period_kind,
        argMax(tuple(value, numerator, denominator, n, status, department, note, source, load, line), (source = 'filled', version)) AS told,
        groupArray(tuple(concat('reported_value/', source), row_hash)) AS reads
    FROM reported_value FINAL
    WHERE is_deleted = 0 AND month IN ({months:Array(Date)})
    GROUP BY month, region_code, indicator, period_kind
)
