-- dataset: special_procedure
-- title: 特别程序与补正 | Special procedures and corrections
-- key: project_no, special_no
-- optional: end_at, operation, changed_at
-- changed: changed_at
-- deletes: is_withdrawn
-- lambda: moment
-- reject: no_project_no   | 办件编号为空,无法认定是哪一件,请补填 | The case number is missing: fill it in
-- reject: no_special_no   | 特别程序编号为空,请补填 | The procedure's number is missing: fill it in
-- reject: bad_region      | 区划代码不是6位数字 | The region code is not six digits
-- reject: bad_type        | 种类只能填 补正、听证、招标、拍卖、检验、检测、检疫、鉴定、专家评审、公告、整改、其他 | The kind is one of correction, hearing, tender, auction, inspection, test, quarantine, appraisal, expert review, notice, rectification, other
-- reject: bad_special_at  | 开始时间缺失或不是真实时间 | The start is missing or no real time
-- reject: bad_end_at      | 结束时间不是真实时间;尚未结束的请留空 | The end is no real time: leave it empty while it lasts
-- reject: ends_before     | 结束时间早于开始时间,请核对两个时间 | It ends before it begins: check both times
-- reject: bad_operation   | 操作只能填 新增、更正、删除,或留空 | The operation is new, correction, deletion or empty
-- reject: bad_changed_at  | 变更时间不是真实时间 | The change time is no real time
SELECT
    toStartOfMonth(toDate(coalesce(special_at, toDateTime(0, 'Asia/Shanghai')), 'Asia/Shanghai')) AS month,
    trim(raw_project_no)                     AS project_no,
    trim(raw_special_no)                     AS special_no,
    trim(raw_region_code)                    AS region_code,
    transform(trim(raw_special_type), ['补正', '听证', '招标', '拍卖', '检验', '检测', '检疫', '鉴定', '专家评审', '公告', '整改', '其他'],
              ['correction', 'hearing', 'tender', 'auction', 'inspection', 'test', 'quarantine', 'appraisal', 'review', 'notice', 'rectification', 'other'], '') AS special_type,
    moment(trim(raw_special_at))             AS special_at,
    moment(trim(raw_end_at))                 AS end_at,
    moment(trim(raw_changed_at))             AS changed_at,
    trim(raw_operation) = '删除' OR upper(trim(raw_operation)) = 'D' AS is_withdrawn,
    project_no = ''                          AS reject_no_project_no,
    special_no = ''                          AS reject_no_special_no,
    NOT match(region_code, '^[0-9]{6}$')     AS reject_bad_region,
    NOT is_withdrawn AND special_type = ''   AS reject_bad_type,
    NOT is_withdrawn AND special_at IS NULL  AS reject_bad_special_at,
    trim(raw_end_at) != '' AND end_at IS NULL AS reject_bad_end_at,
    end_at < special_at                      AS reject_ends_before,
    trim(raw_operation) NOT IN ('', '新增', '更正', '删除', 'I', 'U', 'D', 'i', 'u', 'd') AS reject_bad_operation,
    trim(raw_changed_at) != '' AND changed_at IS NULL AS reject_bad_changed_at
FROM staged
