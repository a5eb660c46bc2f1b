package yamlfile

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"yingshang/dashboards/assess"
)

// sheet is a file with one key of every kind.
type sheet struct {
	Word, Choice         string
	Number, Share, Whole float64
	Title                assess.Text
	List                 []string
	Map                  map[string]string
}

func readSheet(text string) (s sheet, err error) {
	f := &File{Name: "f.yaml", OtherNames: map[string]string{"crimson": "red"}}
	if n := f.Root([]byte(text)); n != nil {
		f.Mapping(n, "sheet", Keys{
			"word":   func(n Node) { s.Word = f.Word(n, "word") },
			"choice": func(n Node) { s.Choice = Choice(f, n, "choice", []string{"red", "green", "\t"}) },
			"number": func(n Node) { s.Number = f.Number(n, "number") },
			"share":  func(n Node) { s.Share = f.NumberIn(n, "share", 0, 1) },
			"whole":  func(n Node) { s.Whole = float64(f.Whole(n, "whole", 1)) },
			"title":  func(n Node) { s.Title = f.Text(n, "title") },
			"list": func(n Node) {
				if !IsList(n) {
					s.List = []string{f.Word(n, "list")}
					return
				}
				f.List(n, "list", func(n Node) { s.List = append(s.List, f.Word(n, "list")) })
			},
			"strict": func(n Node) { f.List(n, "strict", func(Node) {}) },
			"map": func(n Node) {
				s.Map = map[string]string{}
				for _, e := range f.Entries(n, "map") {
					s.Map[e.Key] = f.Word(e.Value, e.Key)
				}
			},
		}, "word")
	}
	return s, f.Faults.Err()
}

func TestFile(t *testing.T) {
	const text = "word: 0120\nchoice: \"\\t\"\nnumber: -1.5e3\nshare: 1\nwhole: 12\ntitle:\n  zh: |\n    题\n  en: \" Title \"\nlist: [a, 1, true]\nmap: {月: 月份, 2: b}\n"
	got, err := readSheet(text)
	want := sheet{
		Word: "0120", Choice: "\t", Number: -1500, Share: 1, Whole: 12, Title: assess.Text{ZH: "题", EN: "Title"},
		List: []string{"a", "1", "true"}, Map: map[string]string{"月": "月份", "2": "b"},
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("readSheet = %v, -want +got:\n%s", err, diff)
	}
}

func TestFaults(t *testing.T) {
	const keys = "choice, list, map, number, share, strict, title, whole, word"
	for _, c := range []struct{ name, text, want string }{
		{"empty", "", `f.yaml:1: the file is empty`},
		{"a comment alone", "# nothing\n", `f.yaml:1: the file is empty`},
		{"two documents", "word: a\n---\nword: b\n", `f.yaml:1: 2 YAML documents, want one`},
		{"no YAML", "word: a\nlist: [a\n", `f.yaml:2: no valid YAML: sequence end token ']' not found`},
		{"no mapping", "- a\n", `f.yaml:1: sheet is a list, want keys: ` + keys},
		{"a key that is missing", "whole: 1\n", `f.yaml:1: sheet: word is missing`},
		{"a key that is unknown", "word: a\nwhloe: 1\n", `f.yaml:2: sheet: unknown key "whloe" (did you mean "whole"?), want one of ` + keys},
		{"a key that stands twice", "word: a\nwhole: 1\nword: b\n", `f.yaml:3: sheet: word stands here for the second time (first in line 1), want it once`},
		{"an alias for a key", "word: a\nmap:\n  *b : c\n", `f.yaml:3: map: a key is an anchor, alias or tag, want a word`},
		{"an anchor at a key", "word: a\nmap:\n  &b c: d\n", `f.yaml:3: map: a key is an anchor, alias or tag, want a word`},
		{"a tag at a key", "word: a\nmap:\n  !!str b: c\n", `f.yaml:3: map: a key is an anchor, alias or tag, want a word`},
		{"keys of a merge", "word: a\nmap:\n  <<: b\n", `f.yaml:3: map: a key is an anchor, alias or tag, want a word`},
		{"a long key", "word: a\nmap:\n  ? b\n  : c\n", `f.yaml:3: map: a key is "?", want a word`},
		{"an empty key", "word: a\nmap:\n  ~: b\n", `f.yaml:3: map: a key is empty, want a word`},
		{"no value", "word:\n", `f.yaml:1: sheet: word is empty, want a value or no such key`},
		{"an empty word", "word: ' '\n", `f.yaml:1: word is empty, want a text`},
		{"an anchor", "word: &a b\n", `f.yaml:1: word is an anchor, alias or tag, want a text`},
		{"a list for a word", "word: [a]\n", `f.yaml:1: word is a list, want a text`},
		{"another word", "word: a\nchoice: gren\n", `f.yaml:2: choice is "gren" (did you mean "green"?), want one of "red", "green", "\t"`},
		{"another name", "word: a\nchoice: Crimson\n", `f.yaml:2: choice is "Crimson" (did you mean "red"?), want one of "red", "green", "\t"`},
		{"a mapping for a choice", "word: a\nchoice: {a: b}\n", `f.yaml:2: choice is a mapping, want a text`},
		{"a word for a number", "word: a\nnumber: few\n", `f.yaml:2: number is "few", want a number`},
		{"no finite number", "word: a\nnumber: .inf\n", `f.yaml:2: number is ".inf", want a number`},
		{"a number in quotes", "word: a\nshare: '1'\n", `f.yaml:2: share is "1", want a number from 0 to 1`},
		{"a number too large", "word: a\nshare: 1.01\n", `f.yaml:2: share is "1.01", want a number from 0 to 1`},
		{"a number too small", "word: a\nshare: -1\n", `f.yaml:2: share is "-1", want a number from 0 to 1`},
		{"not whole", "word: a\nwhole: 1.5\n", `f.yaml:2: whole is "1.5", want a whole number, 1 or more`},
		{"whole, too small", "word: a\nwhole: 0\n", `f.yaml:2: whole is "0", want a whole number, 1 or more`},
		{"one language", "word: a\ntitle:\n  zh: 题\n", `f.yaml:3: title: en is missing`},
		{"a word for a list", "word: a\nstrict: b\n", `f.yaml:2: strict is "b", want a list like [a, b]`},
		{"an empty list", "word: a\nlist: []\n", `f.yaml:2: list: the list is empty`},
		{"a word for a mapping", "word: a\nmap: b\n", `f.yaml:2: map is "b", want a mapping`},
		{"everything at once", "number: x\nwhole: y\n",
			"f.yaml:1: number is \"x\", want a number\nf.yaml:1: sheet: word is missing\nf.yaml:2: whole is \"y\", want a whole number, 1 or more"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := readSheet(c.text)
			got := ""
			if err != nil {
				got = err.Error()
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("faults, -want +got:\n%s", diff)
			}
		})
	}
}
