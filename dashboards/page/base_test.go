package page

import (
	"errors"
	"net/url"
	"slices"
	"testing"

	"yingshang/dashboards/assess"
)

func TestLinks(t *testing.T) {
	in := testIn(t, "en")
	in.Path = "/explain"
	in.Query = url.Values{"lang": {"en"}, "theme": {"T08"}, "page": {"3"}}
	for _, tt := range []struct{ name, got, want string }{
		{"another page keeps the language", in.url("/pipeline"), "/pipeline?lang=en"},
		{"with a parameter", in.url("/explain", "theme", "T03"), "/explain?lang=en&theme=T03"},
		{"an empty parameter is left out", in.url("/", "theme", ""), "/?lang=en"},
		{"this page, changed", in.here("lang", "zh"), "/explain?lang=zh&page=3&theme=T08"},
		{"a file says its year and is no page of a list", in.file("csv", "cases"), "/explain.csv?lang=en&table=cases&theme=T08&year=2022"},
		{"a permalink says all", in.permalink("cases"), "/explain?lang=en&page=3&region=330482&theme=T08&year=2022#cases"},
		{"hostile values are encoded", in.url("/rejects", "source", `a&b=c"><script>`), "/rejects?lang=en&source=a%26b%3Dc%22%3E%3Cscript%3E"},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, tt.got, tt.want)
		}
	}
	in.Path = "/"
	if got, want := in.file("xlsx", "themes"), "/cockpit.xlsx?lang=en&table=themes&theme=T08&year=2022"; got != want {
		t.Errorf("the cockpit's file is %s, want %s", got, want)
	}
}

func TestNavigationMarksWhereOneIs(t *testing.T) {
	for path, want := range map[string]string{"/": "驾驶舱", "/i/RP03": "指标", "/indicators": "指标", "/explain": "得分解释", "/whatif": "模拟", "/compare": "对比", "/trend": "得分趋势", "/tier": "档次", "/tier/robust": "档次", "/method": "方法", "/plan": "行动方案", "/editions/2021-1": "版次", "/nothing": ""} {
		in := testIn(t, "zh")
		in.Path = path
		got := ""
		b := in.base("")
		for _, n := range append(b.Nav, b.More.Links...) {
			if n.Current {
				got += n.Text
			}
		}
		if more := slices.ContainsFunc(b.More.Links, func(n Link) bool { return n.Current }); more != b.More.Current || more && b.More.Text != want {
			t.Errorf("on %s the button of the menu says %q", path, b.More.Text)
		}
		if got != want {
			t.Errorf("on %s the navigation marks %q, want %q", path, got, want)
		}
	}
}

func TestExportOfAnUnknownTable(t *testing.T) {
	b := testIn(t, "zh").base("", &Table{Name: "themes"})
	if _, err := b.Export("nothing"); !errors.Is(err, assess.ErrNotFound) {
		t.Errorf("Export(nothing) = %v, want %v", err, assess.ErrNotFound)
	}
	if got, err := b.Export(""); err != nil || got.Name != "themes" {
		t.Errorf("Export() = %q, %v, want the main table", got.Name, err)
	}
}
