package page

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
	"yingshang/dashboards/scoring"
)

// earlierScheme has another weight, another frontier, and another indicator than testScheme.
var earlierScheme = strings.NewReplacer("year: 2022", "year: 2021", "weight: 40, best: 3, worst: 15, target: 5", "weight: 50, best: 4, worst: 15, target: 5",
	"{id: CP05, weight: 20", "{id: CP05, weight: 10", "- {id: RP03, weight: 40", "- {id: RP04, weight: 10, best: 100, worst: 0, target: 99, min_sample: 1}\n      - {id: RP03, weight: 30").Replace(testScheme)

func schemeOf(t testing.TB, text string) *scheme.Scheme {
	t.Helper()
	s, err := scheme.Parse("test.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// ofYear moves values to another year.
func ofYear(year int, values ...assess.Value) []assess.Value {
	for i := range values {
		values[i].Period = assess.YearOf(year)
	}
	return values
}

// explained is the page about the values of now, compared with those of 2021.
func explained(t *testing.T, lang string, before Field, now ...assess.Value) Explain {
	t.Helper()
	in := testIn(t, lang)
	in.Path, in.Years = "/explain", []int{2022, 2021}
	input := ExplainInput{In: in, Assessment: testAssessment(t, in, now...), Field: Field{in.Scheme, 2022, now, nil}, Before: before, Was: totalOf(t, before), Earlier: []int{2021}}
	p, err := NewExplain(input)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// totalOf is what a field's own region scores; without a score when there is none.
func totalOf(t testing.TB, f Field) assess.NodeScore {
	t.Helper()
	if f.Scheme == nil || len(f.Values) == 0 {
		return assess.NodeScore{}
	}
	result, err := scoring.Compute(f.Scheme, scoring.Inputs(f.Values), scoring.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return result.Units[0].NodeScores()[0]
}

// column reads a column of a page's table as a file carries it, the rows that are no sum and the sum.
func column(t testing.TB, b Base, table, key string) (parts []float64, sum float64) {
	t.Helper()
	file, err := b.Export(table)
	if err != nil {
		t.Fatal(err)
	}
	for k, c := range file.Columns {
		if c.Key != key {
			continue
		}
		for i, r := range file.Rows {
			v, err := strconv.ParseFloat(r[k].Text, 64)
			if err != nil {
				t.Fatalf("%s of row %d of table %s: %v", key, i, table, err)
			}
			if i == len(file.Rows)-1 {
				return parts, v
			}
			parts = append(parts, v)
		}
	}
	t.Fatalf("table %s has no column %s", table, key)
	return nil, 0
}

func added(parts []float64) (sum float64) {
	for _, v := range parts {
		sum += v
	}
	return sum
}

// Whatever the values are, the table of causes adds up to the change: with every digit to the difference of the two scores, and
// as shown to that of the two scores as shown. So does the table of indicators to its causes.
func TestChangeAddsUp(t *testing.T) {
	old, in := schemeOf(t, earlierScheme), testIn(t, "zh")
	rapid.Check(t, func(r *rapid.T) {
		number := func(name string, low, high float64) *float64 {
			if rapid.IntRange(0, 5).Draw(r, name+" is missing") == 0 {
				return nil
			}
			return new(rapid.Float64Range(low, high).Draw(r, name))
		}
		var before, now []assess.Value
		for _, year := range []int{2021, 2022} {
			for _, v := range []struct {
				id        assess.IndicatorID
				low, high float64
			}{{"CP02", 1, 20}, {"CP05", 40, 100}, {"RP03", 0.5, 120}, {"RP04", 0, 100}} {
				x := assess.Value{Indicator: v.id, Region: "330482", Period: assess.YearOf(year), Value: number(fmt.Sprint(v.id, year), v.low, v.high), N: 500, Status: assess.Measured}
				if x.Value == nil {
					x.Status = assess.Missing
				}
				if year == 2021 {
					before = append(before, x)
				} else if v.id != "RP04" {
					now = append(now, x)
				}
			}
		}
		first, err := scoring.Compute(old, scoring.Inputs(before), scoring.Options{})
		if err != nil {
			r.Fatal(err)
		}
		a := testAssessment(t, in, now...)
		p, err := NewExplain(ExplainInput{In: in, Assessment: a, Field: Field{in.Scheme, 2022, now, nil}, Before: Field{old, 2021, before, nil}, Was: first.Units[0].NodeScores()[0], Earlier: []int{2021}})
		if err != nil {
			r.Fatal(err)
		}
		was := first.Units[0].Root().Score
		if len(p.Moved) < 2 {
			if was != nil && a.Nodes[0].Score != nil {
				r.Fatal("two scores, and no change is explained")
			}
			return
		}
		whole, shownWhole := *a.Nodes[0].Score-*was, scoring.Round(*a.Nodes[0].Score, 2)-scoring.Round(*was, 2)
		exact, sum := column(t, p.Base, "change", "points_exact")
		if d := added(exact) - whole; math.Abs(d) > 1e-9 || math.Abs(sum-whole) > 1e-9 {
			r.Fatalf("the causes %v add up to %v, the total says %v, the scores differ by %v", exact, added(exact), sum, whole)
		}
		rounded, sum := column(t, p.Base, "change", "points")
		if d := added(rounded) - shownWhole; math.Abs(d) > 1e-9 || math.Abs(sum-shownWhole) > 1e-9 {
			r.Fatalf("the causes as shown, %v, add up to %v, the total says %v, the scores as shown differ by %v", rounded, added(rounded), sum, shownWhole)
		}
		movers, err := p.Export("movers")
		if err != nil || len(movers.Rows) == 0 {
			return // no indicator counts at both ends
		}
		for k, key := range []string{"performance", "frontier"} {
			parts, sum := column(t, p.Base, "movers", key)
			if math.Abs(added(parts)-sum) > 1e-9 || math.Abs(sum-rounded[k]) > 1e-9 {
				r.Fatalf("%s of the indicators, %v, adds up to %v, the total says %v, the cause %v", key, parts, added(parts), sum, rounded[k])
			}
			parts, sum = column(t, p.Base, "movers", key+"_exact")
			if math.Abs(added(parts)-sum) > 1e-9 || math.Abs(sum-exact[k]) > 1e-9 {
				r.Fatalf("%s with every digit, %v, adds up to %v, the total says %v, the cause %v", key, parts, added(parts), sum, exact[k])
			}
		}
	})
}

// Each cause stands under its own name: a value that changed is performance, a frontier, a weight, an indicator that is missing
// or new are none.
func TestChangeNamesEachCause(t *testing.T) {
	same := func() []assess.Value {
		return []assess.Value{testValue("CP02", 6, 500), testValue("CP05", 90, 500), testValue("RP03", 10, 500)}
	}
	other := same()
	other[0] = testValue("CP02", 8, 500)
	missing := same()
	missing[2].Value, missing[2].Status = nil, assess.Missing
	for _, tt := range []struct {
		name   string
		scheme string
		before []assess.Value
		cause  int
	}{
		{"a value", testScheme, other, performance},
		{"a frontier", strings.Replace(testScheme, "best: 3, worst: 15", "best: 4, worst: 15", 1), same(), frontier},
		{"weights", strings.NewReplacer("weight: 40, best: 3", "weight: 30, best: 3", "weight: 20", "weight: 30").Replace(testScheme), same(), weights},
		{"a value that was missing", testScheme, missing, coverage},
		{"an indicator that left", strings.Replace(testScheme, "- {id: RP03, weight: 40,", "- {id: RP04, weight: 20, best: 100, worst: 0, target: 99, min_sample: 1}\n      - {id: RP03, weight: 20,", 1),
			append(same(), testValue("RP04", 50, 500)), rules},
	} {
		p := explained(t, "zh", Field{schemeOf(t, strings.Replace(tt.scheme, "year: 2022", "year: 2021", 1)), 2021, ofYear(2021, tt.before...), nil}, same()...)
		parts, _ := column(t, p.Base, "change", "points_exact")
		for k, v := range parts {
			if moved := math.Abs(v) > 1e-9; moved != (k == tt.cause) {
				t.Errorf("%s: cause %s is %v, want %s alone to move", tt.name, causeKeys[k], v, causeKeys[tt.cause])
			}
		}
	}
}

func TestChangeSentence(t *testing.T) {
	before := Field{schemeOf(t, earlierScheme), 2021, ofYear(2021, testValue("CP02", 8, 500), testValue("CP05", 90, 500), testValue("RP03", 10, 500), testValue("RP04", 50, 500)), nil}
	now := []assess.Value{testValue("CP02", 6, 500), testValue("CP05", 92, 500), testValue("RP03", 12, 500)}
	for lang, want := range map[string]string{
		"zh": "2022 年 1–9 月测算 82.17 分，比 2021 年的 71.98 分高 10.19 分；表现 +7.64，前沿 −2.77，权重 +1.27，方案 +4.05",
		"en": "Computed for Jan–Sep 2022: 82.17, which is 10.19 more than the 71.98 of 2021; Performance +7.64, Frontier −2.77, Weights +1.27, Scheme +4.05",
	} {
		if got := explained(t, lang, before, now...).Moved[0].Finding; got != want {
			t.Errorf("%s:\n got %s\nwant %s", lang, got, want)
		}
	}
}

// Nothing is explained by rules that did not make the score, nor against a year that has none.
func TestChangeThatCannotBeTold(t *testing.T) {
	now := []assess.Value{testValue("CP02", 6, 500), testValue("CP05", 92, 500), testValue("RP03", 12, 500)}
	in := testIn(t, "zh")
	in.Path = "/explain"
	for _, tt := range []struct {
		name   string
		field  Field
		before Field
		want   string
	}{
		{"no values", Field{}, Field{}, "没有可以重算的数据"},
		{"other values than were published", Field{in.Scheme, 2022, []assess.Value{now[0], now[1], testValue("RP03", 12.001, 500)}, nil}, Field{}, "方案或数值在发布之后变了"},
		{"an earlier scheme that did not make its score", Field{in.Scheme, 2022, now, nil}, Field{schemeOf(t, earlierScheme), 2021, ofYear(2021, slices.Clone(now)...), nil}, "方案或数值在发布之后变了"},
		{"no earlier year", Field{in.Scheme, 2022, now, nil}, Field{}, "没有更早的年度可比"},
		{"an earlier year without values", Field{in.Scheme, 2022, now, nil}, Field{in.Scheme, 2021, nil, nil}, "与 2021 年的变化拆不开"},
	} {
		was := assess.NodeScore{}
		if len(tt.before.Values) > 0 {
			was.Score = new(50.0)
		}
		p, err := NewExplain(ExplainInput{In: in, Assessment: testAssessment(t, in, now...), Field: tt.field, Before: tt.before, Was: was})
		if err != nil {
			t.Fatal(err)
		}
		if len(p.Moved) != 1 || p.Moved[0].State == nil || p.Moved[0].State.Title != tt.want {
			t.Errorf("%s: %+v, want the words %s", tt.name, p.Moved[0].State, tt.want)
		}
	}
}

// The losses add up to what the score misses, the dearest stands first, and the last share is all of it.
func TestLossesAddUp(t *testing.T) {
	now := []assess.Value{testValue("CP02", 6, 500), testValue("CP05", 92, 500), testValue("RP03", 12, 500)}
	p := explained(t, "zh", Field{}, now...)
	parts, sum := column(t, p.Base, "losses", "loss_exact")
	score := 100 + sum
	if math.Abs(added(parts)-sum) > 1e-9 || shown(score, 2) != p.Facts[0].Value {
		t.Errorf("losses %v add up to %v, the total says %v, the score is %s", parts, added(parts), sum, p.Facts[0].Value)
	}
	for k := 1; k < len(parts); k++ {
		if parts[k] < parts[k-1] {
			t.Errorf("loss %v stands behind %v", parts[k], parts[k-1])
		}
	}
	if want := "有权重的 3 项指标里，前 1 项占失分的 56%；失得最多的是竣工联合验收平均用时，10.000 分"; p.Losses.Finding != want {
		t.Errorf("got %s, want %s", p.Losses.Finding, want)
	}
}

// The gaps to both cut-offs say whether they are estimated.
func TestExplainGaps(t *testing.T) {
	now := []assess.Value{testValue("CP02", 6, 500), testValue("CP05", 92, 500), testValue("RP03", 12, 500)}
	p := explained(t, "zh", Field{}, now...)
	for title, want := range map[string]string{"离上一档": "2.83 分 | 第一档线 85.00", "离掉档": "7.17 分 | 第二档线 75.00"} {
		if got := fact(t, p.Facts, title); got != want {
			t.Errorf("%s: %s, want %s", title, got, want)
		}
		for _, f := range p.Facts {
			if f.Title == title && (len(f.Marks) != 1 || f.Marks[0].Text != "估算") {
				t.Errorf("%s is not marked 估算: %v", title, f.Marks)
			}
		}
	}
}
