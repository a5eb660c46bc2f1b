-- lambda: flag
-- title: 是与否 | Yes and no
-- note: 是 and 否 as offices write them; 9 for anything else, and for nothing.
(s) -> transform(trim(s), ['是', '1', 'yes', '否', '0', 'no'], [1, 1, 1, 0, 0, 0], 9) AS flag
