-- lambda: day
-- title: 日期 | Days as offices write them
-- note: 2022-03-01, 2022/3/1 and 20220301.
(s) -> toDate(if(match(s, '^[0-9]{8}$'),
                 parseDateTimeOrNull(s, '%Y%m%d', 'UTC'),
                 parseDateTimeOrNull(replaceAll(s, '/', '-'), '%Y-%c-%e', 'UTC'))) AS day
