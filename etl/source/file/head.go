package file

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"yingshang/etl/source"
)

const (
	headSize  = 256 << 10 // bytes in which the header must lie
	headLines = 20        // lines that are not empty in which it must lie: sheets begin with titles
)

// head is the header of a received file.
type head struct {
	cells   []string // as in the file
	columns []string // the fields they feed
	line    int      // where it begins, from 1
	lines   int      // how many it takes
	from    int      // its place in the text
	next    int      // where the records begin
}

// foreign tells by its first bytes what is neither a text nor a workbook.
func foreign(first []byte) *Problem {
	for _, magic := range []string{"%PDF", "\x1F\x8B", "Rar!", "7z\xBC\xAF"} {
		if bytes.HasPrefix(first, []byte(magic)) {
			return newProblem(NotCSV, 0,
				"这是压缩包或其他二进制文件,不是 CSV 或 .xlsx 工作簿;请解压或另存为其中一种后再报送。",
				"this is an archive or another binary file, not CSV or an .xlsx workbook; unpack it or save it as one of them")
		}
	}
	return nil
}

func emptyFile() *Problem {
	return newProblem(EmptyFile, 0, "文件是空的;应有表头和记录。", "the file is empty; it should hold a header and records")
}

func noRows(line int) *Problem {
	return newProblem(NoRows, line,
		"只有表头,没有记录;如确实没有记录,请与管理员联系,空文件不会被当作全部删除。",
		"there is a header and no record; an empty file is never taken as the deletion of everything")
}

// page tells a web page, or XML, by the first letters of a text.
func page(text []byte) *Problem {
	text = bytes.TrimSpace(text)
	if len(text) < 2 || text[0] != '<' || text[1] != '!' && text[1] != '?' && (text[1]|0x20 < 'a' || text[1]|0x20 > 'z') {
		return nil
	}
	return newProblem(HTMLPage, 1,
		"这是网页(HTML 或 XML),不是 CSV,可能是登录失效时的提示页;请重新登录后导出。",
		"this is a web page (HTML or XML), not CSV, perhaps the notice of a session that has ended; sign in and export again")
}

// findHead finds the header in the beginning of a text: of the first lines, the one with most of the source's headers.
// Whole says that the text ends there.
func findHead(text []byte, whole bool, s *source.Source) (head, *Problem) {
	if len(bytes.Trim(text, "\r\n")) == 0 {
		return head{}, emptyFile()
	}
	if p := page(text); p != nil {
		return head{}, p
	}
	if i := bytes.IndexByte(text, '\r'); i >= 0 && bytes.IndexByte(text, '\n') < 0 && len(bytes.TrimRight(text[i:], "\r")) > 0 {
		return head{}, newProblem(CROnly, 0,
			"每行只以回车 CR 结束(旧式 Mac 格式),无法分行;请另存为以 CRLF 或 LF 换行的 CSV。",
			"lines end in CR alone (the old Mac form) and cannot be told apart; save it with CRLF or LF")
	}
	found, known := bestHead(text, whole, s, s.Delimiter[0])
	wanted := wantedHeaders(s)
	if known == 0 || 4*known < len(wanted) {
		for _, other := range source.Delimiters {
			if other == s.Delimiter {
				continue
			}
			if h, n := bestHead(text, whole, s, other[0]); n > known {
				return head{}, newProblem(WrongDelimiter, h.line,
					fmt.Sprintf("字段用%s分隔,来源约定用%s分隔;请按约定重新导出,或修改来源的 delimiter。", mark(other), mark(s.Delimiter)),
					fmt.Sprintf("fields are kept apart by %s, the source wants %s; export it again or change the source's delimiter",
						strconv.Quote(other), strconv.Quote(s.Delimiter)))
			}
		}
		return head{}, newProblem(NoHeader, 0,
			fmt.Sprintf("前 %d 行中没有表头;应有:%s。", headLines, strings.Join(wanted, "、")),
			fmt.Sprintf("no header in the first %d lines, want %s", headLines, strings.Join(wanted, ", ")))
	}
	if p := found.compare(s); p != nil {
		return head{}, p
	}
	return found, nil
}

// bestHead is the first line with the greatest number of known headers, and that number.
func bestHead(text []byte, whole bool, s *source.Source, delim byte) (best head, known int) {
	at, line := 0, 1
	for seen := 0; at < len(text) && seen < headLines; line++ {
		next := len(text)
		if i := bytes.IndexByte(text[at:], '\n'); i >= 0 {
			next = at + i + 1
		} else if !whole {
			break
		}
		if len(bytes.TrimRight(text[at:next], "\r\n")) == 0 {
			at = next
			continue
		}
		seen++
		if p := parse(text[at:], delim, whole, 1<<12, nil); p.verdict == closed && p.fields <= 1<<12 && p.end > 0 {
			cells := texts(text[at:], p.spans)
			if n := countKnown(cells, s); n > known {
				known = n
				best = head{cells: cells, line: line, lines: p.lines, from: at, next: at + p.next}
			}
		}
		at = next
	}
	return best, known
}

func countKnown(cells []string, s *source.Source) int {
	n := 0
	for _, c := range cells {
		key := source.HeaderKey(c)
		if _, ok := s.Columns[key]; ok || slices.Contains(s.Ignore, key) {
			n++
		}
	}
	return n
}

// wantedHeaders lists the headers that a file must have.
func wantedHeaders(s *source.Source) []string {
	var list []string
	for header := range s.Columns {
		if !slices.Contains(s.Optional, header) {
			list = append(list, header)
		}
	}
	slices.Sort(list)
	return list
}

// mark is a delimiter for people.
func mark(delim string) string {
	switch delim {
	case ",":
		return "逗号"
	case "\t":
		return "制表符"
	case ";":
		return "分号"
	}
	return "「" + delim + "」"
}
