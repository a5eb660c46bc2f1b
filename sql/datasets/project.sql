-- dataset: project
-- title: 工程建设项目 | Construction projects
-- key: project_code
-- optional: project_name, land_signed_on, permit_on
-- lambda: moment, day, day_of, flag
-- reject: no_project_code    | 项目代码为空,无法认定是哪一个项目,请补填 | The project's code is missing: fill it in
-- reject: bad_region         | 区划代码不是6位数字 | The region code is not six digits
-- reject: bad_declared_on    | 申报日期缺失或不是真实日期,请按 2022-03-01 的样子填写 | The day of declaration is missing or no real date: write it like 2022-03-01
-- reject: bad_is_industrial  | 是否工业项目只能填 是、否 | Whether it is industrial is yes or no
-- reject: bad_land_signed_on | 土地出让合同签订日期不是真实日期;没有出让的请留空 | The day of the land contract is no real date: leave it empty without an award
-- reject: land_ahead         | 土地出让合同签订晚于报送日期,请核对 | The land contract was signed after the day of the file: check it
-- reject: bad_permit_on      | 施工许可日期不是真实日期;尚未取得的请留空 | The day of the building permit is no real date: leave it empty until there is one
-- reject: permit_before      | 施工许可早于土地出让合同签订,请核对两个日期 | Permitted before the land contract was signed: check both days
SELECT
    toStartOfMonth(coalesce(land_signed_on, declared_on, toDate(0))) AS month,
    trim(raw_project_code)                   AS project_code,
    trim(raw_region_code)                    AS region_code,
    trim(raw_project_name)                   AS project_name,
    day_of(trim(raw_declared_on))            AS declared_on,
    flag(raw_is_industrial)                  AS is_industrial,
    day_of(trim(raw_land_signed_on))         AS land_signed_on,
    day_of(trim(raw_permit_on))              AS permit_on,
    project_code = ''                        AS reject_no_project_code,
    NOT match(region_code, '^[0-9]{6}$')     AS reject_bad_region,
    declared_on IS NULL                      AS reject_bad_declared_on,
    is_industrial = 9                        AS reject_bad_is_industrial,
    trim(raw_land_signed_on) != '' AND land_signed_on IS NULL AS reject_bad_land_signed_on,
    land_signed_on > toDate(toDateTime({as_of:UInt64}, 'Asia/Shanghai')) AS reject_land_ahead,
    trim(raw_permit_on) != '' AND permit_on IS NULL AS reject_bad_permit_on,
    permit_on < land_signed_on               AS reject_permit_before
FROM staged
