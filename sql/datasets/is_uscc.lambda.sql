-- lambda: is_uscc
-- title: 统一社会信用代码 | Unified social credit codes
-- note: GB 32100-2015: 18 characters, none of them I, O, S, V, Z; a character counts as its place among the 31. Weighted by the powers
-- note: of 3 modulo 31, the check character by 1, they add up to a multiple of 31: one wrong or two exchanged characters do not.
(s) -> match(s, '^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$') AND arraySum(
    (i, weight) -> (toInt64(position('0123456789ABCDEFGHJKLMNPQRTUWXY', substring(s, i, 1))) - 1) * weight,
    range(1, 19), [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28, 1]) % 31 = 0 AS is_uscc
