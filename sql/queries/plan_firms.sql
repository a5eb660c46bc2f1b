-- Firms in the listing reserve on the list of one month.
SELECT
    enterprise,
    start_stage,
    target_stage,
    stage,
    broker_on,
    lawyer_on,
    auditor_on
FROM clock_reserve_firm
WHERE (month, run) IN (SELECT p.1, p.2 FROM (SELECT arrayJoin(arrayZip({months:Array(Date)}, {runs:Array(UInt64)})) AS p))
    AND region_code = {region:String}
    AND ({every_region:UInt8} = 1 OR region_code IN ({regions:Array(String)}))
    AND month = {stock_month:Date} AND in_reserve = 1
ORDER BY stage DESC, enterprise
