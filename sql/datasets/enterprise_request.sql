-- dataset: enterprise_request
-- title: 企业诉求 | Requests of enterprises
-- key: request_no
-- optional: topic, closed_at, revisited, satisfied, operation, changed_at
-- changed: changed_at
-- deletes: is_withdrawn
-- lambda: moment, is_uscc
-- reject: no_request_no   | 诉求编号为空,请补填 | The request's number is missing: fill it in
-- reject: bad_region      | 区划代码不是6位数字 | The region code is not six digits
-- reject: bad_uscc        | 统一社会信用代码不是18位或校验位不符,请按营业执照核对 | The unified social credit code is not 18 characters or its check character does not fit: check it against the licence
-- reject: no_org          | 承办部门为空,请补填 | The office in charge is missing: fill it in
-- reject: bad_received_at | 收到时间缺失或不是真实时间,请按 2022-03-01 09:30:00 的样子填写 | The time of receipt is missing or no real time: write it like 2022-03-01 09:30:00
-- reject: received_ahead  | 收到时间晚于报送日期,请核对 | Received after the day of the file: check it
-- reject: bad_due_at      | 办理时限缺失或不是真实时间,请按 2022-03-08 17:00:00 的样子填写 | The time limit is missing or no real time: write it like 2022-03-08 17:00:00
-- reject: due_before      | 办理时限早于收到时间,请核对两个时间 | Due before it was received: check both times
-- reject: bad_closed_at   | 办结时间不是真实时间;未办结的请留空 | The closing time is no real time: leave it empty while the request is open
-- reject: closed_before   | 办结时间早于收到时间,请核对两个时间 | Closed before it was received: check both times
-- reject: closed_ahead    | 办结时间晚于报送日期,请核对 | Closed after the day of the file: check it
-- reject: bad_revisited   | 是否回访只能填 是、否,或留空 | Revisited is yes, no or empty
-- reject: bad_satisfied   | 是否满意只能填 是、否;未回访的请留空 | Satisfied is yes or no: leave it empty while nobody asked
-- reject: revisit_open    | 尚未办结的诉求不应已回访,请补填办结时间 | Revisited while the request is open: fill in when it was closed
-- reject: no_answer       | 已回访而没有填是否满意,请补填 | Revisited without an answer: fill in whether the enterprise was satisfied
-- reject: answer_unasked  | 未回访而填了是否满意,请核对两栏 | An answer without a revisit: check both
-- reject: bad_operation   | 操作只能填 新增、更正、删除,或留空 | The operation is new, correction, deletion or empty
-- reject: bad_changed_at  | 变更时间不是真实时间 | The change time is no real time
SELECT
    toStartOfMonth(toDate(coalesce(closed_at, due_at, received_at, toDateTime(0, 'Asia/Shanghai')), 'Asia/Shanghai')) AS month,
    trim(raw_request_no)                     AS request_no,
    trim(raw_region_code)                    AS region_code,
    upper(trim(raw_uscc))                    AS uscc,
    trim(raw_topic)                          AS topic,
    trim(raw_org_code)                       AS org_code,
    moment(trim(raw_received_at))            AS received_at,
    moment(trim(raw_due_at))                 AS due_at,
    moment(trim(raw_closed_at))              AS closed_at,
    trim(raw_revisited) IN ('是', '1')       AS revisited,
    multiIf(trim(raw_satisfied) IN ('是', '1'), 1, trim(raw_satisfied) IN ('否', '0'), 0, NULL) AS satisfied,
    moment(trim(raw_changed_at))             AS changed_at,
    trim(raw_operation) = '删除' OR upper(trim(raw_operation)) = 'D' AS is_withdrawn,
    request_no = ''                          AS reject_no_request_no,
    NOT match(region_code, '^[0-9]{6}$')     AS reject_bad_region,
    NOT is_withdrawn AND NOT is_uscc(uscc)   AS reject_bad_uscc,
    NOT is_withdrawn AND org_code = ''       AS reject_no_org,
    NOT is_withdrawn AND received_at IS NULL AS reject_bad_received_at,
    toDate(received_at, 'Asia/Shanghai') > toDate(toDateTime({as_of:UInt64}, 'Asia/Shanghai')) AS reject_received_ahead,
    NOT is_withdrawn AND due_at IS NULL      AS reject_bad_due_at,
    due_at < received_at                     AS reject_due_before,
    trim(raw_closed_at) != '' AND closed_at IS NULL AS reject_bad_closed_at,
    closed_at < received_at                  AS reject_closed_before,
    toDate(closed_at, 'Asia/Shanghai') > toDate(toDateTime({as_of:UInt64}, 'Asia/Shanghai')) AS reject_closed_ahead,
    trim(raw_revisited) NOT IN ('', '是', '否', '1', '0') AS reject_bad_revisited,
    trim(raw_satisfied) NOT IN ('', '是', '否', '1', '0') AS reject_bad_satisfied,
    revisited AND trim(raw_closed_at) = ''   AS reject_revisit_open,
    revisited AND trim(raw_satisfied) = ''   AS reject_no_answer,
    NOT revisited AND trim(raw_satisfied) != '' AS reject_answer_unasked,
    trim(raw_operation) NOT IN ('', '新增', '更正', '删除', 'I', 'U', 'D', 'i', 'u', 'd') AS reject_bad_operation,
    trim(raw_changed_at) != '' AND changed_at IS NULL AS reject_bad_changed_at
FROM staged
