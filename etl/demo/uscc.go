package demo

import "strings"

// usccAlphabet is that of GB 32100-2015: no I, O, S, V, Z; a letter's value is its place.
const usccAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// uscc builds a 统一社会信用代码 from its first eight characters (办 type and region) and the eight of the body, with the
// check characters of GB 11714 and of GB 32100.
func uscc(head, body string) string {
	code := head + body + orgCheck(body)
	sum, weight := 0, 1
	for _, c := range code {
		sum += strings.IndexRune(usccAlphabet, c) * weight
		weight = weight * 3 % 31
	}
	return code + string(usccAlphabet[(31-sum%31)%31])
}

// orgCheck is the check character of an organisation code of eight characters.
func orgCheck(body string) string {
	weights := [...]int{3, 7, 9, 10, 5, 8, 4, 2}
	sum := 0
	for i, c := range body {
		v := int(c - '0')
		if c >= 'A' {
			v = int(c-'A') + 10
		}
		sum += v * weights[i]
	}
	switch c := 11 - sum%11; c {
	case 10:
		return "X"
	case 11:
		return "0"
	default:
		return string(rune('0' + c))
	}
}
