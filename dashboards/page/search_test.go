package page

import (
	"net/url"
	"slices"
	"strings"
	"testing"
)

func searched(t *testing.T, lang, query string) Indicators {
	t.Helper()
	in := testIn(t, lang)
	in.Path = "/indicators"
	q, err := url.ParseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	for name := range q {
		in.Query.Set(name, q.Get(name))
	}
	return NewIndicators(IndicatorsInput{In: in, Assessment: testAssessment(t, in, testValue("CP02", 9, 20), testValue("CP05", 80, 20), testValue("RP03", 1, 2666))})
}

func TestSearch(t *testing.T) {
	tests := []struct{ name, query, want string }{
		{"nothing asked", "", "CP02 CP05 RP03"},
		{"a code", "q=rp03", "RP03"},
		{"a part of a code", "q=CP", "CP02 CP05"},
		{"a part of a name", "q=联合验收", "CP02 CP05"},
		{"two words", "q=验收 用时", "CP02"},
		{"a name in English", "q=PAYOFF", "RP03"},
		{"initials", "q=qdjd", "RP03"},
		{"initials in the middle", "q=YS", "CP02 CP05 RP03"}, // 验收, 用时
		{"a character of two readings", "q=fgl", "CP05"},     // 覆盖率: lǜ and shuài
		{"a theme", "q=登记财产", "RP03"},
		{"a department", "q=市建设局", "CP02 CP05"},
		{"the filter of departments", "department=BDC", "RP03"},
		{"the filter of themes", "theme=T03", "CP02 CP05"},
		{"the filter of lights", "light=g", "RP03"},
		{"all at once", "q=cp&light=r&theme=T03&department=JSJ", "CP02 CP05"},
		{"nothing found", "q=cp&department=BDC", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := searched(t, "zh", tt.query)
			var found []string
			for _, r := range p.List.Table.Rows {
				found = append(found, r.Cells[1].Text())
			}
			slices.Sort(found)
			if got := strings.Join(found, " "); got != tt.want {
				t.Errorf("found %q, want %q", got, tt.want)
			}
			file, err := p.Export("indicators")
			if err != nil || len(file.Rows) != len(found) {
				t.Errorf("the file has %d rows, %v, want what was found", len(file.Rows), err)
			}
			if p.List.Filter == nil || len(p.Facts) != 4 {
				t.Error("the form or the facts are gone")
			}
		})
	}
}

func TestNothingFoundHasWords(t *testing.T) {
	s := searched(t, "zh", "q=清代解抵").List.Table.Empty
	if s == nil || s.Text != "没有指标的名称、拼音首字母、代码、主题或责任单位里有“清代解抵”" || s.Link.Text != "是不是要找：清贷解抵（清贷解抵平均用时）" {
		t.Fatalf("%+v", s)
	}
	u, err := url.Parse(s.Link.Href)
	if err != nil {
		t.Fatal(err)
	}
	if got := searched(t, "zh", u.RawQuery).List.Table.Rows; len(got) != 1 {
		t.Errorf("the suggestion %s finds %d indicators, want 1", s.Link.Href, len(got))
	}
	for _, far := range []string{"q=%E6%B0%B4%E7%94%B5%E6%B0%94", "q=x"} {
		if s := searched(t, "zh", far).List.Table.Empty; s.Link.Text != "清除条件" {
			t.Errorf("%s is near to nothing, and still suggests %q", far, s.Link.Text)
		}
	}
	if s := searched(t, "en", "q=cp&light=g").List.Table.Empty; s.Text != "No indicator meets all of this: choose another word, or clear the choice to see all." {
		t.Errorf("a word that is found elsewhere: %q", s.Text)
	}
}

func TestInitials(t *testing.T) {
	letters := initials("不动产 A4 覆盖率（%）")
	if got := strings.Join(firsts(letters), ""); got != "bdca4fgl" {
		t.Errorf("initials are %q", got)
	}
	for word, want := range map[string]bool{"bdc": true, "a4fg": true, "fgs": true, "bc": false, "": false, "bdca4fgll": false} {
		if got := hasInitials(letters, word); got != want {
			t.Errorf("hasInitials(%q) = %v", word, got)
		}
	}
}

// The tree is in the order of the scheme, each theme above its indicators with its own score, weight and loss.
func TestTreeOfIndicators(t *testing.T) {
	p := searched(t, "zh", "by=theme")
	var got []string
	for _, r := range p.List.Table.Rows {
		name := r.Cells[1].Text()
		if r.Group {
			name = "[" + name + " " + r.Cells[7].Text() + "]"
		}
		got = append(got, name)
	}
	var want []string
	in := testIn(t, "zh")
	for _, theme := range in.Scheme.Root.Children {
		want = append(want, "["+theme.ID+" "+shown(theme.Weight, 2)+"]")
		for _, leaf := range theme.Children {
			want = append(want, leaf.ID)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("the tree is %v, want %v", got, want)
	}
}
