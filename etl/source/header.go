package source

import (
	"strings"
	"unicode"
)

// HeaderKey is the form in which headers are compared: without white space, line breaks and invisible characters, since
// sheets break long headers over two lines, and with full-width letters, digits and brackets made narrow.
func HeaderKey(header string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Cc, r):
			return -1
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		}
		return r
	}, header)
}
