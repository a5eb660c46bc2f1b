-- lambda: moment
-- title: 时间 | Moments as offices write them
-- note: 2022-03-01 09:30:00, 2022/3/1 9:30 and the like; 30 February is NULL: no other parser of the engine refuses it.
(s) -> if(length(s) = 19 AND substring(s, 5, 1) = '-',
          parseDateTimeOrNull(s, '%Y-%m-%d %H:%i:%s', 'Asia/Shanghai'),
          if(countSubstrings(s, ':') = 2,
             parseDateTimeOrNull(replaceAll(s, '/', '-'), '%Y-%c-%e %k:%i:%s', 'Asia/Shanghai'),
             parseDateTimeOrNull(replaceAll(s, '/', '-'), '%Y-%c-%e %k:%i', 'Asia/Shanghai'))) AS moment
