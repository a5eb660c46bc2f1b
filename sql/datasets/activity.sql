-- dataset: activity
-- title: 培训与联盟服务 | Training and services of the alliance
-- key: activity_no, uscc
-- optional: enterprise, topic
-- lambda: day, is_uscc
-- reject: no_activity_no | 活动编号为空,请补填 | The activity's number is missing: fill it in
-- reject: bad_region     | 区划代码不是6位数字 | The region code is not six digits
-- reject: bad_uscc       | 统一社会信用代码不是18位或校验位不符,请按营业执照核对 | The unified social credit code is not 18 characters or its check character does not fit: check it against the licence
-- reject: bad_kind       | 活动类别只能填 知识产权培训、专精特新联盟服务 | The kind is training on intellectual property or a service of the specialised SMEs' alliance
-- reject: no_unit        | 主办单位为空;联盟服务请填联盟成员单位 | The organiser is missing: for a service of the alliance, its member
-- reject: bad_held_on    | 活动日期缺失或不是真实日期,请按 2022-04-15 的样子填写 | The day is missing or no real date: write it like 2022-04-15
-- reject: held_ahead     | 活动日期晚于报送日期,请核对 | Held after the day of the file: check it
SELECT
    toStartOfMonth(ifNull(held_on, toDate(0))) AS month,
    trim(raw_activity_no)                    AS activity_no,
    trim(raw_region_code)                    AS region_code,
    upper(trim(raw_uscc))                    AS uscc,
    trim(raw_enterprise)                     AS enterprise,
    transform(trim(raw_kind), ['知识产权培训', '头雁计划', 'ip_training', '专精特新联盟服务', '专精特新联盟', 'alliance'],
              ['ip_training', 'ip_training', 'ip_training', 'alliance', 'alliance', 'alliance'], '') AS kind,
    trim(raw_topic)                          AS topic,
    trim(raw_unit)                           AS unit,
    day(trim(raw_held_on))                   AS held_on,
    activity_no = ''                         AS reject_no_activity_no,
    NOT match(region_code, '^[0-9]{6}$')     AS reject_bad_region,
    NOT is_uscc(uscc)                        AS reject_bad_uscc,
    kind = ''                                AS reject_bad_kind,
    unit = ''                                AS reject_no_unit,
    held_on IS NULL                          AS reject_bad_held_on,
    held_on > toDate(toDateTime({as_of:UInt64}, 'Asia/Shanghai')) AS reject_held_ahead
FROM staged
