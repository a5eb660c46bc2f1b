-- dataset: intake
-- title: 收件台账 | Records received
-- key: load_no
-- lambda: day
-- reject: bad_load_no  | 批次号不是整数 | The load's number is no whole number
-- reject: bad_region   | 区划代码不是6位数字 | The region code is not six digits
-- reject: no_feed      | 数据源或数据集为空 | The source or the dataset is missing
-- reject: bad_data_day | 数据日期缺失或不是真实日期 | The day of the data is missing or no real date
-- reject: day_ahead    | 数据日期晚于台账日期 | The day of the data is after that of the ledger
-- reject: bad_counts   | 读入、采用、退回、补正应为整数,且读入=采用+退回,补正不多于退回 | Read, accepted, rejected and mended are whole numbers, with read = accepted + rejected and no more mended than rejected
SELECT
    toStartOfMonth(coalesce(data_day, toDate(0))) AS month,
    ifNull(toUInt64OrNull(trim(raw_load_no)), 0) AS load_no,
    trim(raw_region_code)                    AS region_code,
    trim(raw_feed)                           AS feed,
    trim(raw_feed_dataset)                   AS feed_dataset,
    trim(raw_org_code)                       AS org_code,
    trim(raw_file_name)                      AS file_name,
    day(trim(raw_data_day))                  AS data_day,
    toUInt64OrNull(trim(raw_read_count))     AS read_count,
    toUInt64OrNull(trim(raw_accepted_count)) AS accepted_count,
    toUInt64OrNull(trim(raw_rejected_count)) AS rejected_count,
    toUInt64OrNull(trim(raw_mended_count))   AS mended_count,
    load_no = 0                              AS reject_bad_load_no,
    NOT match(region_code, '^[0-9]{6}$')     AS reject_bad_region,
    feed = '' OR feed_dataset = ''           AS reject_no_feed,
    data_day IS NULL                         AS reject_bad_data_day,
    data_day > toDate(toDateTime({as_of:UInt64}, 'Asia/Shanghai')) AS reject_day_ahead,
    ifNull(read_count != accepted_count + rejected_count OR mended_count > rejected_count, 1) AS reject_bad_counts
FROM staged
