-- clock: procurement_contract
-- title: 政府采购合同 | Procurement contracts
-- feeds: procurement_contract
-- column: case_no          | 合同编号       | Contract
-- column: notice_on        | 中标通知       | Award notice
-- column: signed_on        | 合同签订       | Signed
-- column: sign_days        | 用时(日历日)   | Calendar days | right
-- column: advance_pct      | 预付比例(%)    | Advance (%) | right
-- column: advance_rule_pct | 规定比例(%)    | By the rule (%) | right
-- event: notice_on | 中标通知 | Award notice | begins
-- event: signed_on | 合同签订 | Signed | ends
-- counts: calendar_day | sign_days
SELECT
    month,
    region_code,
    0                                        AS stock,
    contract_no                              AS case_no,
    notice_on,
    signed_on,
    dateDiff('day', notice_on, signed_on)    AS sign_days,
    is_advance_due,
    advance_pct,
    advance_rule_pct,
    signed_on IS NOT NULL AND is_advance_due AND ifNull(advance_pct >= advance_rule_pct, 0) AS is_advance_met,
    source,
    load,
    line,
    [(concat('procurement_contract/', source), row_hash)] AS reads
FROM procurement_contract FINAL
WHERE is_deleted = 0 AND month IN ({months:Array(Date)})
