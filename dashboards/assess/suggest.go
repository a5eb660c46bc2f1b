package assess

import (
	"fmt"
	"slices"
)

// DidYouMean is ` (did you mean "…"?)` with the known word nearest to a misspelt one, or nothing when none is near.
func DidYouMean(word string, known []string) string {
	best := Nearest(word, known)
	if best == "" {
		return ""
	}
	return fmt.Sprintf(" (did you mean %q?)", best)
}

// Nearest is the known word nearest to a misspelt one, "" when none is near: about one letter in three may be wrong.
func Nearest(word string, known []string) string {
	best, limit := "", 1+len([]rune(word))/3
	for _, k := range slices.Sorted(slices.Values(known)) {
		if d := edits(word, k); d <= limit {
			best, limit = k, d-1
		}
	}
	return best
}

// edits counts the insertions, deletions, replacements and swaps of neighbours between two words.
func edits(a, b string) int {
	ra, rb := []rune(a), []rune(b)
	before, last := make([]int, len(rb)+1), make([]int, len(rb)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(ra); i++ {
		row := make([]int, len(rb)+1)
		row[0] = i
		for j := 1; j <= len(rb); j++ {
			cost := 1
			if ra[i-1] == rb[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && ra[i-1] == rb[j-2] && ra[i-2] == rb[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last = last, row
	}
	return last[len(rb)]
}
