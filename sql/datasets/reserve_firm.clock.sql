-- clock: reserve_firm
-- title: 上市后备企业 | Firms of the listing reserve
-- feeds: reserve_firm
-- column: enterprise   | 企业           | Firm
-- column: in_reserve   | 在库           | In the reserve | 1 = 是 / Yes | 0 = 否 / No
-- column: start_stage  | 年初阶段       | At the start | 0 = 培育 / Nurtured | 1 = 股改 / Share company | 2 = 辅导 / Tutored | 3 = 申报 / Applied | 4 = 过会 / Approved | 5 = 上市 / Listed
-- column: stage        | 当前阶段       | Now | 0 = 培育 / Nurtured | 1 = 股改 / Share company | 2 = 辅导 / Tutored | 3 = 申报 / Applied | 4 = 过会 / Approved | 5 = 上市 / Listed
-- column: target_stage | 年度目标       | To be reached | 0 = 培育 / Nurtured | 1 = 股改 / Share company | 2 = 辅导 / Tutored | 3 = 申报 / Applied | 4 = 过会 / Approved | 5 = 上市 / Listed
-- column: broker_on    | 券商签约       | Securities firm
-- column: lawyer_on    | 律所签约       | Law firm
-- column: auditor_on   | 会计师签约     | Accountants
SELECT
    month,
    region_code,
    1                                        AS stock,
    uscc                                     AS case_no,
    uscc,
    enterprise,
    in_reserve,
    start_stage,
    target_stage,
    stage,
    broker_on,
    lawyer_on,
    auditor_on,
    stage >= target_stage                    AS is_on_target,
    coalesce(broker_on, lawyer_on, auditor_on) IS NOT NULL AS is_signed,
    source,
    load,
    line,
    [(concat('reserve_firm/', source), row_hash)] AS reads
FROM reserve_firm FINAL
WHERE is_deleted = 0 AND month IN ({months:Array(Date)})
