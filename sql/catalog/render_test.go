package catalog

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRender(t *testing.T) {
	tests := []struct {
		name, sql string
		fill      map[string]any
		want      string
		fault     string
	}{
		{"one name", "DROP TABLE ${t}", map[string]any{"t": Names{"stage_1_2"}}, "DROP TABLE `stage_1_2`", ""},
		{"a list of names", "SELECT ${c} FROM t", map[string]any{"c": Names{"a", "b_2"}}, "SELECT `a`, `b_2` FROM t", ""},
		{"twice the same place", "${a} = ${a}", map[string]any{"a": Names{"x"}}, "`x` = `x`", ""},
		{"a fragment", "WHERE ${w}", map[string]any{"w": Fragment("a = 'b'")}, "WHERE a = 'b'", ""},
		{"values stay where they are", "WHERE a = {a:String} AND ${w}", map[string]any{"w": Fragment("1")}, "WHERE a = {a:String} AND 1", ""},
		{"nothing to fill", "SELECT 1", nil, "SELECT 1", ""},
		{"not filled", "FROM ${t}", nil, "", "nothing fills ${t}"},
		{"filled with nothing", "FROM ${t}", map[string]any{"t": nil}, "", "nothing fills ${t}"},
		{"filled with a plain text", "FROM ${t}", map[string]any{"t": "x"}, "", "nothing fills ${t}"},
		{"no names", "FROM ${t}", map[string]any{"t": Names{}}, "", "no identifier for ${t}"},
		{"unknown", "SELECT 1", map[string]any{"t": Names{"x"}}, "", "no place ${t}"},
		{"both", "FROM ${a}", map[string]any{"b": Names{"x"}}, "", "nothing fills ${a}\nno place ${b}"},
		{"a misspelt place", "FROM ${T}", nil, "", "stays unfilled"},
		{"an open place", "FROM ${t", nil, "", "stays unfilled"},
		{"a place inside a fragment", "FROM ${t}", map[string]any{"t": Fragment("${u}"), "u": Names{"x"}}, "", "no place ${u}"},
		{"a backtick", "FROM ${t}", map[string]any{"t": Names{"a` UNION"}}, "", "is no identifier"},
		{"an empty name", "FROM ${t}", map[string]any{"t": Names{""}}, "", "is no identifier"},
		{"a dot", "FROM ${t}", map[string]any{"t": Names{"system.users"}}, "", "is no identifier"},
		{"a line feed at the end", "FROM ${t}", map[string]any{"t": Names{"t\n"}}, "", "is no identifier"},
		{"a digit first", "FROM ${t}", map[string]any{"t": Names{"1t"}}, "", "is no identifier"},
		{"letters of another script", "FROM ${t}", map[string]any{"t": Names{"аbс"}}, "", "is no identifier"},
		{"every name is looked at", "SELECT ${c}", map[string]any{"c": Names{"good", "bad one"}}, "", `"bad one" is no identifier`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Render(tt.sql, tt.fill)
			if tt.fault != "" {
				if err == nil || !strings.Contains(err.Error(), tt.fault) || got != "" {
					t.Errorf("Render = %q, %v, want nothing and %q", got, err, tt.fault)
				}
				return
			}
			if err != nil || got != tt.want {
				t.Errorf("Render = %q, %v, want %q", got, err, tt.want)
			}
		})
	}
}

// Whatever is given as a name, it is refused or stands whole between two backticks: nothing of it is read as SQL.
func FuzzRender(f *testing.F) {
	f.Add("SELECT ${a} FROM ${b}", "x", "y")
	f.Add("${a}", "a`; DROP TABLE t; --", "\\")
	f.Add("${a}${b}${a}", "${b}", "`")
	f.Add("`${a}`", "a\x00", "a b")
	f.Add("$${a}}{a:String} ${A}", "表", "a\n")
	f.Fuzz(func(t *testing.T, sql, a, b string) {
		fill := map[string]any{}
		for name, value := range map[string]string{"a": a, "b": b} {
			if strings.Contains(sql, "${"+name+"}") {
				fill[name] = Names{value, "fixed"}
			}
		}
		got, err := Render(sql, fill)
		if err != nil {
			if got != "" {
				t.Errorf("with %v comes %q", err, got)
			}
			return
		}
		want := sql
		for name := range fill {
			value := map[string]string{"a": a, "b": b}[name]
			for i, c := range []byte(value) {
				if !isWord(c) || i == 0 && c >= '0' && c <= '9' {
					t.Fatalf("Render took %q as a name", value)
				}
			}
			if value == "" {
				t.Fatal("Render took an empty name")
			}
			want = strings.ReplaceAll(want, "${"+name+"}", "`"+value+"`, `fixed`")
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("Render(%q), -want +got:\n%s", sql, diff)
		}
		if strings.Contains(got, "${") {
			t.Errorf("%q has a place that nothing fills", got)
		}
	})
}
