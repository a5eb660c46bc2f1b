package page

import (
	"bytes"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/report"
	"yingshang/dashboards/scheme"
	"yingshang/dashboards/scoring"
)

// gappy is a year of the county and two peers in which the county lacks one value, by a scheme that imputes so: the field, and
// the county's assessment.
func gappy(t *testing.T, year int, impute string, lacks assess.IndicatorID) (Field, []assess.NodeScore, assess.Assessment) {
	t.Helper()
	s, err := scheme.Parse("test.yaml", []byte(strings.Replace(testScheme, "normalise: goalposts", "normalise: goalposts\nimpute: "+impute, 1)))
	if err != nil {
		t.Fatal(err)
	}
	f, a := Field{Scheme: s, Year: year}, assess.Assessment{Region: "330482", Year: year, Values: map[assess.IndicatorID]assess.Value{}}
	for k, code := range []assess.RegionCode{"330482", "990001", "990002"} {
		for n, id := range []assess.IndicatorID{"CP02", "CP05", "RP03"} {
			v := testValue(id, [][]float64{{6, 92, 12}, {5, 95, 5}, {9, 80, 30}}[k][n], 500)
			v.Region, v.Period = code, assess.YearOf(year)
			if k == 0 && id == lacks {
				continue
			}
			if f.Values = append(f.Values, v); k == 0 {
				a.Values[id] = v
			}
		}
	}
	result, err := scoring.Compute(s, scoring.Inputs(f.Values), f.Options())
	if err != nil {
		t.Fatal(err)
	}
	f.Ground = result.Frozen.Facts("county", year)
	a.Ground = f.Ground
	var totals []assess.NodeScore
	for _, u := range result.Units {
		nodes := u.NodeScores()
		if totals = append(totals, nodes[0]); u.Unit == "330482" {
			a.Nodes = nodes
		}
	}
	return f, totals, a
}

// shownPage is a page as it is rendered, and its tables as files.
type shownPage struct {
	template string
	data     any
	base     Base
	marked   []string // the tables that have something imputed in them
}

// pagesOfScores are all pages that show an indicator's value or a score that may be imputed.
func pagesOfScores(t *testing.T, lang, impute string) map[string]shownPage {
	t.Helper()
	field, totals, a := gappy(t, 2022, impute, "CP02")
	earlier, was, _ := gappy(t, 2021, impute, "RP03")
	in := testIn(t, lang)
	in.Scheme, in.Years = field.Scheme, []int{2022, 2021}
	regions := listedRegions(3)
	pages := map[string]shownPage{}
	add := func(name, template string, data any, base Base, marked ...string) {
		pages[name] = shownPage{template, data, base, marked}
	}
	at := func(path, query string) In {
		in.Path = path
		in.Query, _ = url.ParseQuery(query)
		return in
	}
	cockpit := NewCockpit(CockpitInput{In: at("/", ""), Assessment: a})
	add("cockpit", "cockpit", cockpit, cockpit.Base, "themes", "worst")
	list := NewIndicators(IndicatorsInput{In: at("/indicators", ""), Assessment: a})
	add("indicators", "indicators", list, list.Base, "indicators")
	tree := NewIndicators(IndicatorsInput{In: at("/indicators", "by=theme"), Assessment: a})
	add("indicators by theme", "indicators", tree, tree.Base, "indicators")
	found := NewIndicators(IndicatorsInput{In: at("/indicators", "q=CP02"), Assessment: a})
	add("search", "indicators", found, found.Base, "indicators")
	one := NewIndicator(IndicatorInput{In: at("/i/CP02", ""), ID: "CP02", Assessment: a})
	add("indicator", "indicator", one, one.Base)
	dept, err := NewDept(DeptInput{In: at("/dept/JSJ", ""), Code: "JSJ", Assessment: a})
	add("department", "dept", dept, dept.Base, "indicators")
	book := NewReport(ReportInput{In: at("/report/2022", ""), Assessment: a})
	add("report", "report", book, book.Base, "results", "themes", "indicators", "worst")
	for name, e := range map[string]ExplainInput{"explain": {}, "explain theme": {Theme: "T03"}, "explain indicator": {Indicator: "CP02"}} {
		e.In, e.Assessment, e.Field, e.Before, e.Was, e.Earlier, e.Whole = at("/explain", ""), a, field, earlier, was[0], []int{2021}, true
		p, err := NewExplain(e)
		if err != nil {
			t.Fatal(err)
		}
		marked := []string{"themes", "indicators"}
		if name == "explain" {
			marked = []string{"themes", "losses", "movers"}
		}
		add(name, "explain", p, p.Base, marked...)
	}
	simulator := NewWhatIf(WhatIfInput{In: at("/whatif", ""), Assessment: a, Field: field, Whole: true})
	add("what-if", "whatif", simulator, simulator.Base, "solve")
	answer := NewWhatIf(WhatIfInput{In: at("/whatif", "i1=CP02&x1=4"), Assessment: a, Field: field})
	add("what-if answered", "whatif", answer, answer.Base, "answer", "solve")
	for name, c := range map[string]CompareInput{"compare": {}, "compare years": {OtherYear: earlier, Was: was[0]}} {
		c.In, c.Assessment, c.Field, c.Regions = at("/compare", ""), a, field, regions
		p, err := NewCompare(c)
		if err != nil {
			t.Fatal(err)
		}
		add(name, "compare", p, p.Base, "compare", "compare_indicators")
	}
	tier := NewTier(TierInput{In: at("/tier", ""), Totals: totals, Regions: regions, Schemes: map[int]*scheme.Scheme{2022: field.Scheme}})
	add("tier", "tier", tier, tier.Base, "regions_computed")
	trend := NewTrend(TrendInput{In: at("/trend", ""), Totals: append(slices.Clone(totals), was...), Schemes: map[int]*scheme.Scheme{2022: field.Scheme, 2021: earlier.Scheme}})
	add("trend", "trend", trend, trend.Base, "years")
	robust := NewRobust(RobustInput{In: at("/tier/robust", ""), Assessment: a, Field: field, Regions: regions, Whole: true})
	add("robust", "robust", robust, robust.Base, "robust", "leftout")
	edition := NewEdition(EditionInput{In: at("/editions/2022-1", ""), Then: field, Now: field, Frozen: totals, Diff: assess.EditionDiff{
		Edition: assess.Edition{ID: "2022-1", Year: 2022}, Totals: []assess.TotalChange{{Region: "330482", Then: &totals[0], Now: &totals[0]}},
	}})
	add("edition", "edition", edition, edition.Base, "totals", "results")
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

// What is imputed is marked wherever it shows: on the page, under it in words, and in a column of its files; and nothing is
// where nothing is imputed.
func TestImputedIsMarkedEverywhere(t *testing.T) {
	for lang, word := range map[string]string{"zh": "插补", "en": "imputed"} {
		for _, impute := range []string{"mean", "none"} {
			for name, p := range pagesOfScores(t, lang, impute) {
				var html bytes.Buffer
				if err := Render(&html, LocaleOf(lang), p.template, p.data); err != nil {
					t.Fatal(err)
				}
				marks, text := strings.Count(html.String(), word+"</span>"), strings.Contains(html.String(), LocaleOf(lang).T("mark.imputed_text"))
				if impute == "none" {
					if marks > 0 || text || p.base.Marked != nil {
						t.Errorf("%s, %s: %d marks, though nothing is imputed", lang, name, marks)
					}
				} else if marks < 2 || !text { // one explains the others
					t.Errorf("%s, %s: %d marks, explained: %v", lang, name, marks, text)
				}
				var got []string
				for _, table := range p.base.tables {
					out, err := p.base.Export(table.Name)
					if err != nil {
						t.Fatal(err)
					}
					if k := slices.IndexFunc(out.Columns, func(c report.Column) bool { return c.Key == "imputed" }); k >= 0 {
						if !slices.ContainsFunc(out.Rows, func(r []report.Value) bool { return strings.Contains(r[k].Text, word) }) {
							t.Errorf("%s, %s: no row of %s says what is imputed", lang, name, table.Name)
						}
						got = append(got, table.Name)
					}
				}
				want := slices.Clone(p.marked)
				if impute == "none" {
					want = nil
				}
				slices.Sort(got)
				slices.Sort(want)
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("%s, %s: tables with a column of what is imputed (-want +got):\n%s", lang, name, diff)
				}
			}
		}
	}
}

// What is missing is said to be missing, though it has a score.
func TestLeadersAreToldWhatIsImputed(t *testing.T) {
	for impute, want := range map[string]string{"mean": "1 项指标没有数，按插补计分", "none": "1 项指标没有计分"} {
		asks := pagesOfScores(t, "zh", impute)["cockpit"].data.(Cockpit).Asks
		if !slices.ContainsFunc(asks, func(a Ask) bool { return a.Strong == want && a.Rest == "竣工联合验收平均用时" }) {
			t.Errorf("impute %s: %+v, want one that says %s", impute, asks, want)
		}
	}
}

// A file says which of two sides is imputed, and how many indicators of a total are.
func TestImputedColumn(t *testing.T) {
	p := pagesOfScores(t, "zh", "mean")["compare years"]
	for table, want := range map[string][]string{
		"compare": {"2021 年得分 含 1 项插补; 2021 年贡献 含 1 项插补", "2022 年 1–9 月得分 含 1 项插补; 2022 年 1–9 月贡献 含 1 项插补",
			"2022 年 1–9 月得分 含 1 项插补; 2021 年得分 含 1 项插补; 2022 年 1–9 月贡献 含 1 项插补; 2021 年贡献 含 1 项插补"},
	} {
		out, err := p.base.Export(table)
		if err != nil {
			t.Fatal(err)
		}
		k := slices.IndexFunc(out.Columns, func(c report.Column) bool { return c.Key == "imputed" })
		var got []string
		for _, r := range out.Rows {
			got = append(got, r[k].Text)
		}
		slices.Sort(got)
		slices.Sort(want)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", table, diff)
		}
		if n := len(out.Notes); n == 0 || out.Notes[n-1].Title != "插补" {
			t.Errorf("%s: the notes %v do not say what imputed means", table, out.Notes)
		}
	}
}
