-- dataset: tender
-- title: 进场交易项目 | Tenders at the trading centre
-- key: tender_no
-- optional: entered_on
-- lambda: moment, day, day_of, flag
-- reject: no_tender_no   | 项目编号为空,无法认定是哪一个项目,请补填 | The tender's number is missing: fill it in
-- reject: bad_region     | 区划代码不是6位数字 | The region code is not six digits
-- reject: bad_registered_on | 登记日期缺失或不是真实日期,请按 2022-03-01 的样子填写 | The day of registration is missing or no real date: write it like 2022-03-01
-- reject: bad_entered_on | 进场日期不是真实日期;尚未进场的请留空 | The day of entry is no real date: leave it empty until it enters
-- reject: entered_ahead  | 进场日期晚于报送日期,请核对 | Entered after the day of the file: check it
-- reject: bad_electronic | 是否全流程电子化只能填 是、否 | Whether it is wholly electronic is yes or no
SELECT
    toStartOfMonth(coalesce(entered_on, registered_on, toDate(0))) AS month,
    trim(raw_tender_no)                      AS tender_no,
    trim(raw_region_code)                    AS region_code,
    day_of(trim(raw_registered_on))          AS registered_on,
    day_of(trim(raw_entered_on))             AS entered_on,
    flag(raw_is_full_electronic)             AS is_full_electronic,
    tender_no = ''                           AS reject_no_tender_no,
    NOT match(region_code, '^[0-9]{6}$')     AS reject_bad_region,
    registered_on IS NULL                    AS reject_bad_registered_on,
    trim(raw_entered_on) != '' AND entered_on IS NULL AS reject_bad_entered_on,
    entered_on > toDate(toDateTime({as_of:UInt64}, 'Asia/Shanghai')) AS reject_entered_ahead,
    is_full_electronic = 9                   AS reject_bad_electronic
FROM staged
