package edition

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"yingshang/dashboards/assess"
)

// digits writes a number so that it reads back as the same one; none is an empty cell.
func digits(x *float64) string {
	if x == nil {
		return ""
	}
	return strconv.FormatFloat(*x, 'g', -1, 64)
}

// valuesCSV is every value of a year and its months, sorted.
func valuesCSV(values []assess.Value) []byte {
	rows := make([][]string, len(values))
	for i, v := range values {
		rows[i] = []string{string(v.Region), string(v.Indicator), v.Period.String(), digits(v.Numerator), digits(v.Denominator), digits(v.Value),
			strconv.FormatInt(v.N, 10), string(v.Status)}
	}
	slices.SortFunc(rows, slices.Compare[[]string])
	return table([]string{"region", "indicator", "period", "numerator", "denominator", "value", "n", "status"}, rows)
}

// scoresCSV is every node of every region's tree, in the order of the scheme.
func scoresCSV(nodes []assess.NodeScore) []byte {
	rows := make([][]string, len(nodes))
	for i, n := range nodes {
		rows[i] = []string{string(n.Region), n.Node, n.Parent, digits(n.Score), digits(&n.Weight), digits(&n.Full), digits(n.Contribution),
			strconv.Itoa(n.Rank), strconv.Itoa(n.Tier), string(n.Status), n.Reason}
	}
	return table([]string{"region", "node", "parent", "score", "weight", "full", "contribution", "rank", "tier", "status", "reason"}, rows)
}

func table(header []string, rows [][]string) []byte {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	_ = w.Write(header) // to memory: nothing can fail
	_ = w.WriteAll(rows)
	return out.Bytes()
}

// tellMost is how many differences of a table are told one by one.
const tellMost = 20

// compare tells where a table that was computed again differs from the frozen one, and how many lines were compared.
func compare(file string, frozen, again []byte) (faults []string, lines int) {
	was, is := strings.Split(string(frozen), "\n"), strings.Split(string(again), "\n")
	if bytes.Equal(frozen, again) {
		return nil, len(was) - 2 // the header, and nothing behind the last line's end
	}
	has := func(lines []string) map[string]bool {
		set := map[string]bool{}
		for _, l := range lines {
			set[l] = true
		}
		return set
	}
	isSet, wasSet := has(is), has(was)
	n := 0
	tell := func(format, line string) {
		if n++; n <= tellMost {
			faults = append(faults, fmt.Sprintf(format, file, line))
		}
	}
	for _, l := range was {
		if !isSet[l] {
			tell("%s: frozen, and not computed again: %s", l)
		}
	}
	for _, l := range is {
		if !wasSet[l] {
			tell("%s: computed again, and not frozen: %s", l)
		}
	}
	if n > tellMost {
		faults = append(faults, fmt.Sprintf("%s: %d more lines differ", file, n-tellMost))
	}
	if n == 0 {
		faults = append(faults, fmt.Sprintf("%s: the same lines in another order", file))
	}
	return faults, len(was) - 2
}
