package source

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/yamlfile"
)

var (
	identifier     = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)
	departmentCode = regexp.MustCompile(`^[A-Z][A-Z0-9]*$`)
	regionCode     = regexp.MustCompile(`^\d{6}$`)
)

// otherNames are names that people use for an allowed word.
var otherNames = map[string]string{
	"gbk": "gb18030", "gb2312": "gb18030", "cp936": "gb18030", "ansi": "gb18030",
	"unicode": "utf-16", "utf-8-sig": "utf-8", "full": "snapshot", "delta": "increment", "hash": "hmac",
}

// Parse reads one source. The error is an assess.Faults with every fault that the file alone can show; what a dataset
// wants is checked by [Source.Check].
func Parse(file string, data []byte) (*Source, error) {
	sum := sha256.Sum256(data)
	p := &parsing{File: yamlfile.File{Name: file, OtherNames: otherNames}, s: &Source{
		Encoding: "auto", Delimiter: ",", Limits: DefaultLimits(),
		File: file, Hash: hex.EncodeToString(sum[:]), lines: map[string]int{},
	}}
	if n := p.Root(data); n != nil {
		p.source(n)
	}
	if err := p.Faults.Err(); err != nil {
		return nil, err
	}
	return p.s, nil
}

type parsing struct {
	yamlfile.File
	s *Source
}

func (p *parsing) source(n yamlfile.Node) {
	s := p.s
	lines := p.Mapping(n, "source", yamlfile.Keys{
		"source": func(n yamlfile.Node) { s.ID = assess.SourceID(p.like(n, "source", identifier, "release_bank")) },
		"title":  func(n yamlfile.Node) { s.Title = p.Text(n, "title") },
		"dataset": func(n yamlfile.Node) {
			s.Dataset = assess.DatasetID(p.like(n, "dataset", identifier, "mortgage_release"))
		},
		"supplier": func(n yamlfile.Node) {
			s.Supplier = assess.DepartmentCode(p.like(n, "supplier", departmentCode, "BDC"))
		},
		"kind":      func(n yamlfile.Node) { s.Kind = yamlfile.Choice(&p.File, n, "kind", Kinds) },
		"files":     func(n yamlfile.Node) { s.Files = p.files(n) },
		"sheet":     func(n yamlfile.Node) { s.Sheet = p.sheet(n) },
		"encoding":  func(n yamlfile.Node) { s.Encoding = yamlfile.Choice(&p.File, n, "encoding", Encodings) },
		"delimiter": func(n yamlfile.Node) { s.Delimiter = yamlfile.Choice(&p.File, n, "delimiter", Delimiters) },
		"mode":      func(n yamlfile.Node) { s.Mode = yamlfile.Choice(&p.File, n, "mode", Modes) },
		"scope":     func(n yamlfile.Node) { s.Scope = yamlfile.Choice(&p.File, n, "scope", Scopes) },
		"as_of":     func(n yamlfile.Node) { s.AsOf = p.rule(n, "as_of", FromFileName, FromReceived) },
		"month":     func(n yamlfile.Node) { s.Month = p.rule(n, "month", FromFileName) },
		"region":    func(n yamlfile.Node) { s.Region = p.rule(n, "region", FromFileName) },
		"schedule":  func(n yamlfile.Node) { s.Schedule = p.Word(n, "schedule") },
		"columns":   func(n yamlfile.Node) { s.Columns = p.columns(n) },
		"ignore":    func(n yamlfile.Node) { s.Ignore = p.headers(n, "ignore") },
		"optional":  func(n yamlfile.Node) { s.Optional = p.headers(n, "optional") },
		"constants": func(n yamlfile.Node) { s.Constants = p.constants(n) },
		"personal":  func(n yamlfile.Node) { s.Personal = p.personal(n) },
		"limits":    func(n yamlfile.Node) { s.Limits = p.limits(n) },
	}, "source", "title", "dataset", "supplier", "kind", "files", "mode", "scope", "as_of", "columns")
	maps.Copy(s.lines, lines)
	if len(lines) > 0 {
		if line, there := lines["schedule"]; there && s.Kind == KindLedger {
			p.FaultAt(line, "schedule has no use with kind %s, which is written after every pass", KindLedger)
		}
		p.scopeRules(n)
		p.headersAgree()
	}
}

// like reads a word of a certain form.
func (p *parsing) like(n yamlfile.Node, what string, form *regexp.Regexp, example string) string {
	w := p.Word(n, what)
	if w != "" && !form.MatchString(w) {
		p.Fault(n, "%s is %q, want a name like %s", what, w, example)
	}
	return w
}

// files reads a pattern or a list of them.
func (p *parsing) files(n yamlfile.Node) Patterns {
	if !yamlfile.IsList(n) {
		return Patterns{p.filePattern(n)}
	}
	var list Patterns
	p.List(n, "files", func(n yamlfile.Node) {
		w := p.filePattern(n)
		if slices.Contains(list, w) {
			p.Fault(n, "files: %s stands here for the second time, want each pattern once", w)
		}
		list = append(list, w)
	})
	return list
}

func (p *parsing) filePattern(n yamlfile.Node) string {
	w := p.Word(n, "files")
	switch _, err := path.Match(w, ""); {
	case err != nil:
		p.Fault(n, "files is %q, which is no pattern, want one like 清贷解抵_*.csv", w)
	case strings.ContainsAny(w, `/\`):
		p.Fault(n, "files is %q, want the name alone, without a folder", w)
	}
	return w
}

func (p *parsing) sheet(n yamlfile.Node) string {
	w := p.Word(n, "sheet")
	if _, err := path.Match(w, ""); err != nil {
		p.Fault(n, "sheet is %q, which is no pattern, want a sheet's name like 明细 or a pattern like *月", w)
	}
	return w
}

func (p *parsing) rule(n yamlfile.Node, what string, from ...string) (r Rule) {
	before := len(p.Faults)
	p.Mapping(n, what, yamlfile.Keys{
		"from":    func(n yamlfile.Node) { r.From = yamlfile.Choice(&p.File, n, what+": from", from) },
		"pattern": func(n yamlfile.Node) { r.Pattern = p.pattern(n, what) },
	}, "from")
	if len(p.Faults) > before {
		return r
	}
	switch {
	case r.From == FromFileName && r.Pattern == nil:
		p.Fault(n, `%s: pattern is missing, want one with a group, like '_(\d{4}-\d{2})'`, what)
	case r.From == FromReceived && r.Pattern != nil:
		p.Fault(n, "%s: a pattern has no use with from: %s", what, FromReceived)
	}
	return r
}

func (p *parsing) pattern(n yamlfile.Node, what string) *regexp.Regexp {
	re, err := regexp.Compile(p.Word(n, what+": pattern"))
	if err != nil {
		p.Fault(n, "%s: pattern: %v", what, err)
		return nil
	}
	if re.NumSubexp() != 1 {
		p.Fault(n, "%s: pattern has %d groups, want exactly one, like '_(\\d{4}-\\d{2})'", what, re.NumSubexp())
	}
	return re
}

// columns reads header → field.
func (p *parsing) columns(n yamlfile.Node) map[string]string {
	columns, fields := map[string]string{}, map[string]string{}
	for _, e := range p.Entries(n, "columns") {
		header := p.header(e.Key, e.Line, "columns")
		field := p.like(e.Value, "the field of "+e.Key, identifier, "accept_at")
		if _, twice := columns[header]; header == "" || field == "" || twice {
			if twice {
				p.FaultAt(e.Line, "columns: %s stands here for the second time, want each header once", header)
			}
			continue
		}
		if other, taken := fields[field]; taken {
			p.FaultAt(e.Line, "columns: both %s and %s feed %s, want one header a field", other, header, field)
			continue
		}
		columns[header], fields[field] = field, header
		p.s.lines["columns/"+header] = e.Line
	}
	if len(columns) == 0 && len(p.Faults) == 0 {
		p.Fault(n, "columns is empty, want a header with its field")
	}
	return columns
}

// header is a header in the form in which headers are compared.
func (p *parsing) header(words string, line int, what string) string {
	key := HeaderKey(words)
	if key == "" {
		p.FaultAt(line, "%s: a header is empty, want the words of the file's header", what)
	}
	return key
}

func (p *parsing) headers(n yamlfile.Node, what string) []string {
	var list []string
	p.List(n, what, func(n yamlfile.Node) {
		word := p.Word(n, what)
		if word == "" {
			return
		}
		line := yamlfile.Line(n)
		header := p.header(word, line, what)
		if slices.Contains(list, header) {
			p.FaultAt(line, "%s: %s stands here for the second time, want each header once", what, header)
			return
		}
		list = append(list, header)
		p.s.lines[what+"/"+header] = line
	})
	return list
}

func (p *parsing) constants(n yamlfile.Node) map[string]string {
	constants := map[string]string{}
	for _, e := range p.Entries(n, "constants") {
		if !identifier.MatchString(e.Key) {
			p.FaultAt(e.Line, "constants: %q is no field, want a name like region_code", e.Key)
			continue
		}
		constants[e.Key] = p.Word(e.Value, "constants: "+e.Key)
		p.s.lines["constants/"+e.Key] = e.Line
	}
	return constants
}

func (p *parsing) personal(n yamlfile.Node) map[string]Personal {
	personal := map[string]Personal{}
	for _, e := range p.Entries(n, "personal") {
		header := p.header(e.Key, e.Line, "personal")
		if header == "" {
			continue
		}
		personal[header] = yamlfile.Choice(&p.File, e.Value, "personal: "+header, Personals)
		p.s.lines["personal/"+header] = e.Line
	}
	return personal
}

func (p *parsing) limits(n yamlfile.Node) Limits {
	l := DefaultLimits()
	p.Mapping(n, "limits", yamlfile.Keys{
		"rejected_pct": func(n yamlfile.Node) { l.RejectedPct = p.NumberIn(n, "limits: rejected_pct", 0, 100) },
		"vanished_pct": func(n yamlfile.Node) { l.VanishedPct = p.NumberIn(n, "limits: vanished_pct", 0, 100) },
		"max_mb":       func(n yamlfile.Node) { l.MaxMB = int64(p.NumberIn(n, "limits: max_mb", 1, 10_000)) },
	})
	return l
}

// scopeRules checks that a scope has its rule and that no other rule stands about.
func (p *parsing) scopeRules(n yamlfile.Node) {
	for _, r := range []struct {
		scope ScopeKind
		key   string
		rule  Rule
	}{{ScopeMonth, "month", p.s.Month}, {ScopeRegion, "region", p.s.Region}} {
		line, there := p.s.lines[r.key]
		switch {
		case p.s.Scope == r.scope && !there:
			p.FaultAt(p.s.lines["scope"], "scope is %s and there is no rule %s, want one like %s: {from: filename, pattern: …}",
				r.scope, r.key, r.key)
		case p.s.Scope != "" && p.s.Scope != r.scope && there:
			p.FaultAt(line, "%s has no use with scope %s, want scope %s or no such rule", r.key, p.s.Scope, r.scope)
		}
	}
}

// headersAgree checks the lists of headers and the constants against each other.
func (p *parsing) headersAgree() {
	s := p.s
	known := slices.Concat(slices.Collect(maps.Keys(s.Columns)), s.Ignore)
	for _, h := range s.Ignore {
		if _, used := s.Columns[h]; used {
			p.FaultAt(s.lines["ignore/"+h], "ignore: %s is also in columns, want it in one of them", h)
		}
	}
	for _, h := range s.Optional {
		if _, used := s.Columns[h]; !used {
			p.FaultAt(s.lines["optional/"+h], "optional: %s is not in columns%s, want a header of columns",
				h, assess.DidYouMean(h, slices.Collect(maps.Keys(s.Columns))))
		}
	}
	for _, h := range slices.Sorted(maps.Keys(s.Personal)) {
		how, line := s.Personal[h], s.lines["personal/"+h]
		switch field, used := s.Columns[h]; {
		case !slices.Contains(known, h):
			p.FaultAt(line, "personal: %s is neither in columns nor in ignore%s, want a header of the file",
				h, assess.DidYouMean(h, known))
		case used && how == Drop:
			p.FaultAt(line, "personal: %s is dropped and feeds %s, which would always be empty, want it in ignore", h, field)
		}
	}
	for _, header := range slices.Sorted(maps.Keys(s.Columns)) {
		field := s.Columns[header]
		if _, constant := s.Constants[field]; constant {
			p.FaultAt(s.lines["constants/"+field], "constants: %s is also fed by %s, want it from one of them", field, header)
		}
	}
}
