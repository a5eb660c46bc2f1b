package page

import (
	"errors"
	"math"
	"net/url"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
)

// beside is the county beside two peers, of whom one is ahead and one behind, and a prefecture, which is none.
func beside(t *testing.T, lang string, change ...func(*CompareInput)) (Compare, error) {
	t.Helper()
	in := testIn(t, lang)
	in.Path, in.Years = "/compare", []int{2022, 2021}
	own := []assess.Value{testValue("CP02", 6, 500), testValue("CP05", 92, 500), testValue("RP03", 12, 500)}
	all := slices.Clone(own)
	for code, v := range map[assess.RegionCode][3]float64{"990001": {5, 95, 5}, "990002": {9, 80, 30}, "330400": {3, 100, 1}} {
		for k, id := range []assess.IndicatorID{"CP02", "CP05", "RP03"} {
			x := testValue(id, v[k], 500)
			x.Region = code
			all = append(all, x)
		}
	}
	input := CompareInput{In: in, Assessment: testAssessment(t, in, own...), Field: NewField(in.Scheme, 2022, all, listedRegions(3)), Regions: map[assess.RegionCode]scheme.Region{
		"990001": {Region: assess.Region{Code: "990001", Name: assess.Text{ZH: "同类县A", EN: "Peer A"}}, Level: scheme.County},
	}}
	for _, c := range change {
		c(&input)
	}
	return NewCompare(input)
}

// before makes the other side the county's year 2021, by another scheme.
func before(t *testing.T) func(*CompareInput) {
	return func(in *CompareInput) {
		in.OtherYear = Field{schemeOf(t, earlierScheme), 2021, ofYear(2021, testValue("CP02", 8, 500), testValue("CP05", 90, 500), testValue("RP03", 10, 500), testValue("RP04", 50, 500)), nil}
		in.Was = totalOf(t, in.OtherYear)
	}
}

func against(code assess.RegionCode) func(*CompareInput) {
	return func(in *CompareInput) { in.With = code }
}

func TestCompareSentence(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*CompareInput)
		zh, en string
	}{
		{"the one next ahead", func(*CompareInput) {}, "平湖市 82.17 分，比同类县A的 89.65 分低 7.48 分；2 个主题里 0 个占先、2 个落后",
			"Pinghu: 82.17, which is 7.48 less than Peer A with 89.65; of 2 themes 0 are ahead and 2 behind"},
		{"one without a name", against("990002"), "平湖市 82.17 分，比地区 990002的 59.79 分高 22.38 分；2 个主题里 2 个占先、0 个落后",
			"Pinghu: 82.17, which is 22.38 more than Region 990002 with 59.79; of 2 themes 2 are ahead and 0 behind"},
		{"another year", before(t), "2022 年 1–9 月 82.17 分，比 2021 年的 71.98 分高 10.19 分；2 个主题里 2 个占先、0 个落后",
			"Jan–Sep 2022: 82.17, which is 10.19 more than 2021 with 71.98; of 2 themes 2 are ahead and 0 behind"},
	} {
		for lang, want := range map[string]string{"zh": tt.zh, "en": tt.en} {
			p, err := beside(t, lang, tt.change)
			if err != nil || p.H1 != want {
				t.Errorf("%s, %s: %v\n got %s\nwant %s", tt.name, lang, err, p.H1, want)
			}
		}
	}
}

// Whoever is compared, the differences of the themes add up to that of the two scores as shown, and those of the indicators to
// that of the points.
func TestCompareAddsUp(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		p, err := beside(t, "zh", before(t), func(in *CompareInput) {
			in.Whole = true
			for k := range in.OtherYear.Values {
				in.OtherYear.Values[k].Value = new(rapid.Float64Range(0.5, 100).Draw(r, string(in.OtherYear.Values[k].Indicator)))
			}
			in.Was = totalOf(t, in.OtherYear)
		})
		if err != nil {
			r.Fatal(err)
		}
		parts, sum := column(t, p.Base, "compare", "difference")
		own, ownSum := column(t, p.Base, "compare", "points")
		other, otherSum := column(t, p.Base, "compare", "points_other")
		for _, c := range []struct {
			what      string
			got, want float64
		}{
			{"differences", added(parts), sum}, {"own points", added(own), ownSum}, {"their points", added(other), otherSum}, {"the total", ownSum - otherSum, sum},
		} {
			if math.Abs(c.got-c.want) > 1e-9 {
				r.Fatalf("%s add up to %v, the total says %v", c.what, c.got, c.want)
			}
		}
		if parts, sum = column(t, p.Base, "compare_indicators", "difference"); math.Abs(added(parts)-sum) > 1e-9 {
			r.Fatalf("differences of indicators %v add up to %v, the total says %v", parts, added(parts), sum)
		}
	})
}

func TestCompareWithNobody(t *testing.T) {
	for _, code := range []assess.RegionCode{"330482", "330400", "999999", "2020"} { // itself, of another population, unknown, a year without scores
		if _, err := beside(t, "zh", against(code)); !errors.Is(err, assess.ErrNotFound) {
			t.Errorf("with %s: %v, want %v", code, err, assess.ErrNotFound)
		}
	}
	alone, err := beside(t, "zh", func(in *CompareInput) {
		in.Field.Values = slices.DeleteFunc(in.Field.Values, func(v assess.Value) bool { return v.Region != "330482" })
	})
	if err != nil || alone.State == nil || alone.State.Title != "没有别的地区、别的年度可比" {
		t.Errorf("%v, %+v: want the words for nobody to compare with", err, alone.State)
	}
	stale, err := beside(t, "zh", before(t), func(in *CompareInput) { in.Was.Score = new(50.0) })
	if err != nil || stale.State == nil || stale.State.Title != "方案或数值在发布之后变了" || len(stale.Figures) > 0 {
		t.Errorf("%v, %+v: want the words for a scheme that has changed", err, stale.State)
	}
}

// The choice offers every other year and every peer, and holds what is shown.
func TestCompareChoice(t *testing.T) {
	p, err := beside(t, "zh", against("990002"), func(in *CompareInput) { in.Query = url.Values{"lang": {"zh"}} })
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]bool{}
	for _, o := range p.Choice.Fields[0].Options {
		got[o.Value] = o.Selected
	}
	if want := map[string]bool{"2021": false, "990001": false, "990002": true}; len(got) != len(want) || got["2021"] || got["990001"] || !got["990002"] {
		t.Errorf("the choice is %v, want %v", got, want)
	}
	if len(p.Choice.Keep) != 1 {
		t.Errorf("the form keeps %v, want the language", p.Choice.Keep)
	}
}
