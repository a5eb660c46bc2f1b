package source

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"yingshang/dashboards/assess"
)

var (
	identifier     = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)
	departmentCode = regexp.MustCompile(`^[A-Z][A-Z0-9]*$`)
	regionCode     = regexp.MustCompile(`^\d{6}$`)
)

// Parse reads one source. The error is an assess.Faults with every fault that the file alone can show; what a dataset
// wants is checked by [Source.Check].
func Parse(file string, data []byte) (*Source, error) {
	sum := sha256.Sum256(data)
	p := &parsing{reader: reader{file: file}, s: &Source{
		Encoding: "auto", Delimiter: ",", Limits: DefaultLimits(),
		File: file, Hash: hex.EncodeToString(sum[:]), lines: map[string]int{},
	}}
	if n := p.root(data); n != nil {
		p.source(n)
	}
	if err := p.faults.Err(); err != nil {
		return nil, err
	}
	return p.s, nil
}

type parsing struct {
	reader
	s *Source
}

func (p *parsing) source(n ast.Node) {
	s := p.s
	lines := p.mapping(n, "source", map[string]func(ast.Node){
		"source":    func(n ast.Node) { s.ID = assess.SourceID(p.like(n, "source", identifier, "release_bank")) },
		"title":     func(n ast.Node) { s.Title = p.text(n, "title") },
		"dataset":   func(n ast.Node) { s.Dataset = assess.DatasetID(p.like(n, "dataset", identifier, "mortgage_release")) },
		"supplier":  func(n ast.Node) { s.Supplier = assess.DepartmentCode(p.like(n, "supplier", departmentCode, "BDC")) },
		"kind":      func(n ast.Node) { s.Kind = oneOf(&p.reader, n, "kind", Kinds) },
		"files":     func(n ast.Node) { s.Files = p.files(n) },
		"encoding":  func(n ast.Node) { s.Encoding = oneOf(&p.reader, n, "encoding", Encodings) },
		"delimiter": func(n ast.Node) { s.Delimiter = oneOf(&p.reader, n, "delimiter", Delimiters) },
		"mode":      func(n ast.Node) { s.Mode = oneOf(&p.reader, n, "mode", Modes) },
		"scope":     func(n ast.Node) { s.Scope = oneOf(&p.reader, n, "scope", Scopes) },
		"as_of":     func(n ast.Node) { s.AsOf = p.rule(n, "as_of", FromFileName, FromReceived) },
		"month":     func(n ast.Node) { s.Month = p.rule(n, "month", FromFileName) },
		"region":    func(n ast.Node) { s.Region = p.rule(n, "region", FromFileName) },
		"schedule":  func(n ast.Node) { s.Schedule = p.filled(n, "schedule") },
		"columns":   func(n ast.Node) { s.Columns = p.columns(n) },
		"ignore":    func(n ast.Node) { s.Ignore = p.headers(n, "ignore") },
		"optional":  func(n ast.Node) { s.Optional = p.headers(n, "optional") },
		"constants": func(n ast.Node) { s.Constants = p.constants(n) },
		"personal":  func(n ast.Node) { s.Personal = p.personal(n) },
		"limits":    func(n ast.Node) { s.Limits = p.limits(n) },
	}, "source", "title", "dataset", "supplier", "kind", "files", "mode", "scope", "as_of", "columns")
	maps.Copy(s.lines, lines)
	if len(lines) > 0 {
		p.scopeRules(n)
		p.headersAgree()
	}
}

// like reads a word of a certain form.
func (p *parsing) like(n ast.Node, what string, form *regexp.Regexp, example string) string {
	w := p.filled(n, what)
	if w != "" && !form.MatchString(w) {
		p.fault(n, "%s is %q, want a name like %s", what, w, example)
	}
	return w
}

func (p *parsing) text(n ast.Node, what string) (t assess.Text) {
	p.mapping(n, what, map[string]func(ast.Node){
		"zh": func(n ast.Node) { t.ZH = p.filled(n, what+": zh") },
		"en": func(n ast.Node) { t.EN = p.filled(n, what+": en") },
	}, "zh", "en")
	return t
}

func (p *parsing) files(n ast.Node) string {
	w := p.filled(n, "files")
	switch _, err := path.Match(w, ""); {
	case err != nil:
		p.fault(n, "files is %q, which is no pattern, want one like 清贷解抵_*.csv", w)
	case strings.ContainsAny(w, `/\`):
		p.fault(n, "files is %q, want the name alone, without a folder", w)
	}
	return w
}

func (p *parsing) rule(n ast.Node, what string, from ...string) (r Rule) {
	before := len(p.faults)
	p.mapping(n, what, map[string]func(ast.Node){
		"from":    func(n ast.Node) { r.From = oneOf(&p.reader, n, what+": from", from) },
		"pattern": func(n ast.Node) { r.Pattern = p.pattern(n, what) },
	}, "from")
	if len(p.faults) > before {
		return r
	}
	switch {
	case r.From == FromFileName && r.Pattern == nil:
		p.fault(n, `%s: pattern is missing, want one with a group, like '_(\d{4}-\d{2})'`, what)
	case r.From == FromReceived && r.Pattern != nil:
		p.fault(n, "%s: a pattern has no use with from: %s", what, FromReceived)
	}
	return r
}

func (p *parsing) pattern(n ast.Node, what string) *regexp.Regexp {
	re, err := regexp.Compile(p.filled(n, what+": pattern"))
	if err != nil {
		p.fault(n, "%s: pattern: %v", what, err)
		return nil
	}
	if re.NumSubexp() != 1 {
		p.fault(n, "%s: pattern has %d groups, want exactly one, like '_(\\d{4}-\\d{2})'", what, re.NumSubexp())
	}
	return re
}

// columns reads header → field.
func (p *parsing) columns(n ast.Node) map[string]string {
	columns, fields := map[string]string{}, map[string]string{}
	for _, e := range p.entries(n, "columns") {
		header := p.header(e, "columns")
		field := p.like(e.value, "the field of "+e.key, identifier, "accept_at")
		if _, twice := columns[header]; header == "" || field == "" || twice {
			if twice {
				p.faults.Add(p.file, e.line, "columns: %s stands here for the second time, want each header once", header)
			}
			continue
		}
		if other, taken := fields[field]; taken {
			p.faults.Add(p.file, e.line, "columns: both %s and %s feed %s, want one header a field", other, header, field)
			continue
		}
		columns[header], fields[field] = field, header
		p.s.lines["columns/"+header] = e.line
	}
	if len(columns) == 0 && len(p.faults) == 0 {
		p.fault(n, "columns is empty, want a header with its field")
	}
	return columns
}

// header is a header in the form in which headers are compared.
func (p *parsing) header(e entry, what string) string {
	key := HeaderKey(e.key)
	if key == "" {
		p.faults.Add(p.file, e.line, "%s: a header is empty, want the words of the file's header", what)
	}
	return key
}

func (p *parsing) headers(n ast.Node, what string) []string {
	var list []string
	for _, e := range p.words(n, what) {
		header := p.header(e, what)
		if slices.Contains(list, header) {
			p.faults.Add(p.file, e.line, "%s: %s stands here for the second time, want each header once", what, header)
			continue
		}
		list = append(list, header)
		p.s.lines[what+"/"+header] = e.line
	}
	return list
}

func (p *parsing) constants(n ast.Node) map[string]string {
	constants := map[string]string{}
	for _, e := range p.entries(n, "constants") {
		if !identifier.MatchString(e.key) {
			p.faults.Add(p.file, e.line, "constants: %q is no field, want a name like region_code", e.key)
			continue
		}
		constants[e.key] = p.filled(e.value, "constants: "+e.key)
		p.s.lines["constants/"+e.key] = e.line
	}
	return constants
}

func (p *parsing) personal(n ast.Node) map[string]Personal {
	personal := map[string]Personal{}
	for _, e := range p.entries(n, "personal") {
		header := p.header(e, "personal")
		if header == "" {
			continue
		}
		personal[header] = oneOf(&p.reader, e.value, "personal: "+header, Personals)
		p.s.lines["personal/"+header] = e.line
	}
	return personal
}

func (p *parsing) limits(n ast.Node) Limits {
	l := DefaultLimits()
	p.mapping(n, "limits", map[string]func(ast.Node){
		"rejected_pct": func(n ast.Node) { l.RejectedPct = p.number(n, "limits: rejected_pct", 0, 100) },
		"vanished_pct": func(n ast.Node) { l.VanishedPct = p.number(n, "limits: vanished_pct", 0, 100) },
		"max_mb":       func(n ast.Node) { l.MaxMB = int64(p.number(n, "limits: max_mb", 1, 10_000)) },
	})
	return l
}

// scopeRules checks that a scope has its rule and that no other rule stands about.
func (p *parsing) scopeRules(n ast.Node) {
	for _, r := range []struct {
		scope ScopeKind
		key   string
		rule  Rule
	}{{ScopeMonth, "month", p.s.Month}, {ScopeRegion, "region", p.s.Region}} {
		line, there := p.s.lines[r.key]
		switch {
		case p.s.Scope == r.scope && !there:
			p.faults.Add(p.file, p.s.lines["scope"], "scope is %s and there is no rule %s, want one like %s: {from: filename, pattern: …}",
				r.scope, r.key, r.key)
		case p.s.Scope != "" && p.s.Scope != r.scope && there:
			p.faults.Add(p.file, line, "%s has no use with scope %s, want scope %s or no such rule", r.key, p.s.Scope, r.scope)
		}
	}
}

// headersAgree checks the lists of headers and the constants against each other.
func (p *parsing) headersAgree() {
	s := p.s
	known := slices.Concat(slices.Collect(maps.Keys(s.Columns)), s.Ignore)
	for _, h := range s.Ignore {
		if _, used := s.Columns[h]; used {
			p.faults.Add(p.file, s.lines["ignore/"+h], "ignore: %s is also in columns, want it in one of them", h)
		}
	}
	for _, h := range s.Optional {
		if _, used := s.Columns[h]; !used {
			p.faults.Add(p.file, s.lines["optional/"+h], "optional: %s is not in columns%s, want a header of columns",
				h, assess.DidYouMean(h, slices.Collect(maps.Keys(s.Columns))))
		}
	}
	for _, h := range slices.Sorted(maps.Keys(s.Personal)) {
		how, line := s.Personal[h], s.lines["personal/"+h]
		switch field, used := s.Columns[h]; {
		case !slices.Contains(known, h):
			p.faults.Add(p.file, line, "personal: %s is neither in columns nor in ignore%s, want a header of the file",
				h, assess.DidYouMean(h, known))
		case used && how == Drop:
			p.faults.Add(p.file, line, "personal: %s is dropped and feeds %s, which would always be empty, want it in ignore", h, field)
		}
	}
	for _, header := range slices.Sorted(maps.Keys(s.Columns)) {
		field := s.Columns[header]
		if _, constant := s.Constants[field]; constant {
			p.faults.Add(p.file, s.lines["constants/"+field], "constants: %s is also fed by %s, want it from one of them", field, header)
		}
	}
}
