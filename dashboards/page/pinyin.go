package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/mozillazg/go-pinyin"
)

// initials are the first letters of how each character of a text is read, all of them where it is read in several ways; a
// letter or digit stands for itself in lower case, and other signs fall out: 清贷解抵 is q, d, j, d.
func initials(text string) []string {
	args := pinyin.NewArgs()
	args.Style, args.Heteronym = pinyin.FirstLetter, true
	var letters []string
	for _, r := range text {
		switch {
		case r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			letters = append(letters, string(unicode.ToLower(r)))
		case unicode.Is(unicode.Han, r):
			letters = append(letters, strings.Join(pinyin.SinglePinyin(r, args), ""))
		}
	}
	return letters
}

// hasInitials says whether a word is the initials of some characters that follow each other.
func hasInitials(letters []string, word string) bool {
	for at := 0; at+len(word) <= len(letters); at++ {
		all := true
		for k := range len(word) {
			all = all && strings.IndexByte(letters[at+k], word[k]) >= 0
		}
		if all && word != "" {
			return true
		}
	}
	return false
}
