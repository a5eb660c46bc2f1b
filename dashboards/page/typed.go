package page

import (
	"math"
	"regexp"
	"strconv"
	"strings"
)

// narrowed writes what Chinese keyboards set full-width as a number has it.
var narrowed = strings.NewReplacer("０", "0", "１", "1", "２", "2", "３", "3", "４", "4", "５", "5", "６", "6", "７", "7", "８", "8", "９", "9",
	"．", ".", "，", ",", "－", "-", minus, "-", "％", "%", " ", "", "　", "")

var thousands = regexp.MustCompile(`^-?\d{1,3}(,\d{3})+(\.\d+)?$`)

// typed reads a number as people write it: 1,234.5, １２．５, 99%. It is not ok when the text is none.
func typed(text string) (v float64, ok bool) {
	s := strings.TrimSuffix(narrowed.Replace(strings.TrimSpace(text)), "%")
	if thousands.MatchString(s) {
		s = strings.ReplaceAll(s, ",", "")
	}
	v, err := strconv.ParseFloat(s, 64)
	return v, err == nil && !math.IsNaN(v) && !math.IsInf(v, 0)
}
