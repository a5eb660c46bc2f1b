package file

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"yingshang/etl/source"
)

// compare matches the cells of a header with the source's headers and fills columns. Cells without a word are taken at the
// end alone, where sheets leave them behind.
func (h *head) compare(s *source.Source) *Problem {
	last := len(h.cells)
	for last > 0 && source.HeaderKey(h.cells[last-1]) == "" {
		last--
	}
	h.columns = make([]string, len(h.cells))
	first := map[string]int{}
	var d Drift
	for i, cell := range h.cells[:last] {
		key := source.HeaderKey(cell)
		if key == "" {
			d.Unknown = append(d.Unknown, fmt.Sprintf("(第 %d 列无名)", i+1))
			continue
		}
		if j, twice := first[key]; twice {
			return newProblem(DuplicateColumn, h.line,
				fmt.Sprintf("表头「%s」出现两次(第 %d 列和第 %d 列);每个表头只应有一列。", short(key), j+1, i+1),
				fmt.Sprintf("header %q stands in columns %d and %d, want each header once", short(key), j+1, i+1))
		}
		first[key] = i
		field, ok := s.Columns[key]
		if !ok && !slices.Contains(s.Ignore, key) {
			d.Unknown = append(d.Unknown, short(key))
		}
		h.columns[i] = field
	}
	for _, header := range wantedHeaders(s) {
		if _, there := first[header]; !there {
			d.Missing = append(d.Missing, header)
		}
	}
	if len(d.Missing)+len(d.Unknown) == 0 {
		return nil
	}
	d.Renamed = renamed(d.Missing, d.Unknown)
	return d.problem(s, h.line)
}

func (d *Drift) problem(s *source.Source, line int) *Problem {
	var zh, en []string
	if len(d.Missing) > 0 {
		zh = append(zh, "缺少 "+strings.Join(d.Missing, "、"))
		en = append(en, "missing "+strings.Join(d.Missing, ", "))
	}
	if len(d.Unknown) > 0 {
		zh = append(zh, "多出 "+strings.Join(d.Unknown, "、"))
		en = append(en, "unknown "+strings.Join(d.Unknown, ", "))
	}
	for _, was := range slices.Sorted(maps.Keys(d.Renamed)) {
		zh = append(zh, fmt.Sprintf("「%s」可能改名为「%s」", was, d.Renamed[was]))
		en = append(en, fmt.Sprintf("%q may have become %q", was, d.Renamed[was]))
	}
	p := newProblem(Drifted, line,
		fmt.Sprintf("表头与来源约定不符:%s;请按约定的表头重新导出,或修改来源 %s 的 columns、ignore。", strings.Join(zh, ";"), s.ID),
		fmt.Sprintf("the header is not that of the source: %s; export it with the agreed headers, or change columns or ignore of source %s",
			strings.Join(en, "; "), s.ID))
	p.Drift = d
	return p
}

// renamed pairs missing headers with the unknown ones that are most like them, each at most once.
func renamed(missing, unknown []string) map[string]string {
	pairs := map[string]string{}
	taken := map[string]bool{}
	for range missing {
		best, was, now := 0.5, "", "" // at least half of both must be the same
		for _, m := range missing {
			if _, done := pairs[m]; done {
				continue
			}
			for _, u := range unknown {
				if l := likeness(m, u); !taken[u] && l >= best && (l > best || was == "") {
					best, was, now = l, m, u
				}
			}
		}
		if was == "" {
			break
		}
		pairs[was], taken[now] = now, true
	}
	if len(pairs) == 0 {
		return nil
	}
	return pairs
}

// likeness is the share of letters that two words have in common, in their order: 1 for the same word.
func likeness(a, b string) float64 {
	ra, rb := []rune(a), []rune(b)
	row := make([]int, len(rb)+1)
	for i := range ra {
		diagonal := 0
		for j := range rb {
			above := row[j+1]
			if ra[i] == rb[j] {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(above, row[j])
			}
			diagonal = above
		}
	}
	return 2 * float64(row[len(rb)]) / float64(len(ra)+len(rb))
}

// short cuts a header that is none, for sentences.
func short(header string) string {
	if r := []rune(header); len(r) > 20 {
		return string(r[:20]) + "…"
	}
	return header
}
