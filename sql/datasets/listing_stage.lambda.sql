-- lambda: listing_stage
-- title: 上市阶段 | Stages on the way to a stock exchange
-- note: 0 nurtured, 1 share company, 2 tutored, 3 applied, 4 approved, 5 listed; 9 for anything else, and for nothing.
(s) -> transform(trim(s),
    ['培育', '入库', 'nurtured', '股改', 'share_company', '辅导', 'tutored', '申报', 'applied', '过会', 'approved', '上市', '已上市', 'listed'],
    [0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 5], 9) AS listing_stage
