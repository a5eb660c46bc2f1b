package page

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"yingshang/dashboards/assess"
)

// search is what the list of indicators is narrowed to.
type search struct {
	In
	word, light, theme, department string
}

// searchOf reads the address: ?q=qdjd&light=r&theme=T08&department=BDC.
func searchOf(in In) search {
	get := func(name string) string { return strings.TrimSpace(in.Query.Get(name)) }
	return search{in, get("q"), get("light"), get("theme"), get("department")}
}

// asTree says that the list is asked for in the order of the scheme.
func (s search) asTree() bool { return s.Query.Get("by") == byTheme }

// asked says whether anything is asked for.
func (s search) asked() bool { return s.word+s.light+s.theme+s.department != "" }

// finds says whether an indicator meets all that is asked for.
func (s search) finds(i indicator) bool {
	if s.light != "" && i.light().Class != s.light || s.theme != "" && i.score.Parent != s.theme ||
		s.department != "" && string(i.ind.Department) != s.department {
		return false
	}
	names, letters := s.names(i), initials(i.ind.Name.ZH)
	for _, word := range strings.Fields(strings.ToLower(s.word)) {
		if !hasInitials(letters, word) && !slices.ContainsFunc(names, func(n string) bool { return strings.Contains(strings.ToLower(n), word) }) {
			return false
		}
	}
	return true
}

// names are what an indicator is found by beside the initials of its name: its code, its name in both languages, its theme and
// its department.
func (s search) names(i indicator) []string {
	names := []string{string(i.id), i.ind.Name.ZH, i.ind.Name.EN}
	if s.Scheme != nil {
		if n, ok := s.Scheme.Node(i.score.Parent); ok {
			names = append(names, n.Name.ZH, n.Name.EN)
		}
	}
	if d, ok := s.Departments[i.ind.Department]; ok {
		names = append(names, d.Name.ZH, d.Name.EN)
	}
	return slices.DeleteFunc(names, func(n string) bool { return n == "" })
}

// filter is the form above the list; leaves are all indicators of the year.
func (s search) filter(leaves []indicator) *Filter {
	l := s.Locale
	f := &Filter{Action: "/indicators", Submit: l.T("search.submit"), Fields: []FilterField{
		{Name: "q", Title: l.T("search.field"), Text: true, Value: s.word, Hint: l.T("search.hint")},
		{Name: "light", Title: l.T("search.light"), Options: []Option{{"", l.T("search.all_lights"), s.light == ""}}},
		{Name: "theme", Title: l.T("search.theme"), Options: []Option{{"", l.T("search.all_themes"), s.theme == ""}}},
		{Name: "department", Title: l.T("search.department"), Options: []Option{{"", l.T("search.all_departments"), s.department == ""}}},
		{Name: "by", Title: l.T("search.by"), Options: []Option{{"", l.T("search.by_light"), !s.asTree()}, {byTheme, l.T("search.by_theme"), s.asTree()}}},
	}}
	for _, name := range sticky {
		if v := s.Query.Get(name); v != "" {
			f.Keep = append(f.Keep, Pair{name, v})
		}
	}
	for _, class := range []string{red, amber, none, green} {
		f.Fields[1].Options = append(f.Fields[1].Options, Option{class, l.T("light.class." + class), s.light == class})
	}
	themes, departments := map[string]string{}, map[string]string{}
	for _, i := range leaves {
		themes[i.score.Parent] = s.In.theme(i.score.Parent)
		departments[string(i.ind.Department)] = s.In.department(i.ind.Department)
	}
	f.Fields[2].Options = append(f.Fields[2].Options, options(themes, s.theme)...)
	f.Fields[3].Options = append(f.Fields[3].Options, options(departments, s.department)...)
	if s.asked() {
		f.Reset = Link{Text: l.T("search.reset"), Href: s.url("/indicators")}
	}
	return f
}

// options are the choices of a list by their codes.
func options(of map[string]string, chosen string) []Option {
	var list []Option
	for code, name := range of {
		if code != "" {
			list = append(list, Option{code, name, code == chosen})
		}
	}
	slices.SortFunc(list, func(a, b Option) int { return cmp.Compare(a.Value, b.Value) })
	return list
}

// nothing says that no indicator was found, with the nearest name to the word that was asked for.
func (s search) nothing(leaves []indicator) *State {
	l := s.Locale
	state := &State{Title: l.T("search.none"), Text: l.T("search.none_text"), Link: Link{Text: l.T("search.reset"), Href: s.url("/indicators")}}
	if s.word == "" {
		return state
	}
	alone := s
	alone.light, alone.theme, alone.department = "", "", ""
	if !slices.ContainsFunc(leaves, alone.finds) {
		state.Text = l.T("search.none_word", "Word", s.word)
	}
	if name, word := s.nearest(leaves); word != "" {
		state.Link = Link{Text: l.T("search.near", "Name", name, "Word", word), Href: s.url("/indicators", "q", word)}
	}
	return state
}

// nearest is the name with a part that is spelt most like the word that was asked for, and that part.
func (s search) nearest(leaves []indicator) (name, part string) {
	word := strings.ToLower(s.word)
	n := utf8.RuneCountInString(word)
	if n < 2 {
		return "", "" // anything is near to one letter
	}
	of := map[string]string{}
	for _, i := range leaves {
		for _, whole := range append(s.names(i), strings.Join(firsts(initials(i.ind.Name.ZH)), "")) {
			runes := []rune(strings.ToLower(whole))
			for at := 0; at == 0 || at+n <= len(runes); at++ {
				piece := strings.TrimSpace(string(runes[at:min(at+n, len(runes))]))
				if _, known := of[piece]; !known {
					of[piece] = s.In.indicator(i.id)
				}
			}
		}
	}
	pieces := make([]string, 0, len(of))
	for piece := range of {
		pieces = append(pieces, piece)
	}
	part = assess.Nearest(word, pieces)
	return of[part], part
}

// firsts are the usual ones of several letters.
func firsts(letters []string) []string {
	out := make([]string, 0, len(letters))
	for _, l := range letters {
		if l != "" {
			out = append(out, l[:1])
		}
	}
	return out
}
