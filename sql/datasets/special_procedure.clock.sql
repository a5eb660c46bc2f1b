-- clock: special_procedure
-- title: 特别程序与补正 | Special procedures and corrections
-- feeds: special_procedure
-- column: special_type | 种类 | Kind | correction = 补正 / Correction | hearing = 听证 / Hearing | tender = 招标 / Tender | auction = 拍卖 / Auction | inspection = 检验 / Inspection | test = 检测 / Test | quarantine = 检疫 / Quarantine | appraisal = 鉴定 / Appraisal | review = 专家评审 / Expert review | notice = 公告 / Notice | rectification = 整改 / Rectification | other = 其他 / Other
-- column: special_on | 开始 | Begun
-- column: end_on | 结束 | Ended
-- span: special_on, end_on | 特别程序 | Special procedure | special_type
-- part_of: service_case | project_no
-- part_of: project_item | project_no
SELECT
    month,
    region_code,
    project_no,
    special_type,
    toDate(assumeNotNull(special_at), 'Asia/Shanghai') AS special_on,
    toDate(end_at, 'Asia/Shanghai')          AS end_on,
    source,
    load,
    line,
    [(concat('special_procedure/', source), row_hash)] AS reads
FROM special_procedure FINAL
WHERE is_deleted = 0 AND month IN ({months:Array(Date)})
