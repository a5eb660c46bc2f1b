package catalog

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestLex(t *testing.T) {
	tests := []struct {
		name, sql string
		want      []string
		fault     string
	}{
		{"words and signs", "a+b_1 >= 10", []string{"a", "+", "b_1", ">", "=", "10"}, ""},
		{"a comment to the end of the line", "a -- b, (c\n, d", []string{"a", ",", "d"}, ""},
		{"a comment at the end", "a -- b", []string{"a"}, ""},
		{"a comment between", "a /* , ( */ b", []string{"a", "b"}, ""},
		{"a text is one", "a = 'x, (''y'') -- z'", []string{"a", "=", "'x, (''y'') -- z'"}, ""},
		{"a text with a backslash", `'a\'b' c`, []string{`'a\'b'`, "c"}, ""},
		{"a quoted name", "`a b`.\"c\"\"d\"", []string{"`a b`", ".", `"c""d"`}, ""},
		{"brackets", "f(a[1], {b:Array(String)})", []string{"f", "(", "a", "[", "1", "]", ",", "{", "b", ":", "Array", "(", "String", ")", "}", ")"}, ""},
		{"an open text", "a = 'b", nil, "a quote is not closed"},
		{"a backslash at the end of an open text", `'a\`, nil, "a quote is not closed"},
		{"an open comment", "a /* b", nil, "a comment is not closed"},
		{"an open bracket", "f(a", nil, "a bracket is not closed"},
		{"a bracket too many", "f(a))", nil, "closes nothing"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tokens, err := lex(tt.sql)
			if tt.fault != "" {
				if err == nil || !strings.Contains(err.Error(), tt.fault) {
					t.Errorf("lex(%q) = %v, want %q", tt.sql, err, tt.fault)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, tok := range tokens {
				got = append(got, tok.text)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("lex(%q), -want +got:\n%s", tt.sql, diff)
			}
		})
	}
}

func FuzzLex(f *testing.F) {
	for _, sql := range []string{"SELECT a, 'b', `c` FROM t -- d\n/* e */ WHERE f[1] = {g:String}", "'\\", "/*/", "--", "''''", "\xff(", "a/*b*//**/c"} {
		f.Add(sql)
	}
	f.Fuzz(func(t *testing.T, sql string) {
		tokens, err := lex(sql)
		if err != nil {
			return
		}
		end := 0
		for _, tok := range tokens { // each token is where it says, behind the one before, and no deeper than there are brackets
			if tok.start < end || tok.end <= tok.start || tok.end > len(sql) || tok.text != sql[tok.start:tok.end] || tok.depth < 0 {
				t.Fatalf("token %+v of %q", tok, sql)
			}
			end = tok.end
		}
	})
}

func TestParseList(t *testing.T) {
	tests := []struct {
		name, sql string
		want      []item
		fault     string
	}{
		{"names and expressions", "a, f(b, 'c, d') AS e", []item{{"a", "a"}, {"f(b, 'c, d')", "e"}}, ""},
		{"as in any case", "1 + 2 as x", []item{{"1 + 2", "x"}}, ""},
		{"a cast has an AS of its own", "CAST(a AS String) AS b", []item{{"CAST(a AS String)", "b"}}, ""},
		{"a comment inside", "a -- first, and\n, b", []item{{"a", "a"}, {"b", "b"}}, ""},
		{"without a name", "a + b", nil, "has no name"},
		{"a cast without a name", "CAST(a AS String)", nil, "has no name"},
		{"a comma too many", "a, , b", nil, "missing"},
		{"a comma at the end", "a,", nil, "missing"},
		{"nothing", "", nil, "missing"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := parseList(tt.sql)
			if (err != nil) != (tt.fault != "") || err != nil && !strings.Contains(err.Error(), tt.fault) {
				t.Fatalf("parseList(%q): %v, want %q", tt.sql, err, tt.fault)
			}
			if diff := cmp.Diff(tt.want, got, cmp.AllowUnexported(item{})); err == nil && diff != "" {
				t.Errorf("parseList(%q), -want +got:\n%s", tt.sql, diff)
			}
		})
	}
}

func TestParseSelect(t *testing.T) {
	tests := []struct {
		name, sql  string
		with, rest string
		names      []string
		fault      string
	}{
		{"plain", "SELECT a, b + 1 AS c FROM t", "", "FROM t", []string{"a", "c"}, ""},
		{"with", "WITH (x) -> x + 1 AS f, s AS (SELECT 1 FROM u) SELECT f(a) AS b FROM s", "(x) -> x + 1 AS f, s AS (SELECT 1 FROM u)", "FROM s", []string{"b"}, ""},
		{"a FROM inside a call", "SELECT extract(year FROM d) AS y FROM t", "", "FROM t", []string{"y"}, ""},
		{"a union stays behind", "SELECT a FROM t UNION ALL SELECT b FROM u", "", "FROM t UNION ALL SELECT b FROM u", []string{"a"}, ""},
		{"the word in a text", "SELECT 'FROM' AS a FROM t", "", "FROM t", []string{"a"}, ""},
		{"no FROM", "SELECT a", "", "", nil, "want SELECT … FROM …"},
		{"no SELECT", "DELETE FROM t", "", "", nil, "want SELECT … FROM …"},
		{"another statement first", "INSERT INTO t SELECT a FROM u", "", "", nil, `not "INSERT"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, err := parseSelect(tt.sql)
			if (err != nil) != (tt.fault != "") || err != nil && !strings.Contains(err.Error(), tt.fault) {
				t.Fatalf("parseSelect(%q): %v, want %q", tt.sql, err, tt.fault)
			}
			if err != nil {
				return
			}
			if s.with != tt.with || s.rest != tt.rest {
				t.Errorf("with %q, rest %q, want %q, %q", s.with, s.rest, tt.with, tt.rest)
			}
			if diff := cmp.Diff(tt.names, s.names()); diff != "" {
				t.Errorf("names, -want +got:\n%s", diff)
			}
		})
	}
}
