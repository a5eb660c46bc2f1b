-- indicator: GS08
-- title: 办件数据质量合格率 | Record quality pass rate
-- clock: intake
-- unit: % | %
-- direction: higher
-- decimals: 1
-- scale: 100
-- formula: 通过全部校验规则的办件记录 ÷ 接收的办件记录 × 100,按文件的数据日期所在月份;每条记录按最新一次报送计一次:退回后由以后的文件补报合格的不再计退回,同名同日、条数不减的文件重报时以新文件为准;挂起、退回的整批不计 | case records that keep every rule ÷ case records received × 100, by the month of the file's day; a record counts by its newest delivery: a rejected one counts no more once a later file has brought its number right, and a file handed in again under its name for the same day, no shorter than before, replaces the earlier one; loads that are held or were refused as a whole do not count
-- numerator: 通过全部校验规则的办件记录 | case records that keep every rule
-- denominator: 接收的办件记录,不含已补正的退回 | case records received, without the rejected that were mended since
-- by: case_no | 批次 | Load
-- rows: feed_dataset = 'service_case'
-- department: ZWB
-- co_departments: 各部门 | all offices
-- system: 本平台收件台账 | this platform's ledger of loads
sumIf(accepted_count, feed_dataset = 'service_case') AS numerator,
sumIf(judged_count, feed_dataset = 'service_case')   AS denominator
