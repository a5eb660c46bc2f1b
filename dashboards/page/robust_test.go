package page

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yingshang/dashboards/assess"
)

// firm is the page about the county's values among two peers close to it and a prefecture, which is none.
func firm(t *testing.T, lang string, change ...func(*RobustInput)) Robust {
	t.Helper()
	in := testIn(t, lang)
	in.Path = "/tier/robust"
	own := []assess.Value{testValue("CP02", 6, 500), testValue("CP05", 92, 500), testValue("RP03", 12, 500)}
	all := slices.Clone(own)
	for code, v := range map[assess.RegionCode][3]float64{"990001": {5.5, 85, 14}, "990002": {7, 99, 14}, "330400": {3, 100, 1}} {
		for k, id := range []assess.IndicatorID{"CP02", "CP05", "RP03"} {
			x := testValue(id, v[k], 500)
			x.Region = code
			all = append(all, x)
		}
	}
	slices.SortStableFunc(all, func(a, b assess.Value) int { return strings.Compare(string(a.Region), string(b.Region)) })
	input := RobustInput{In: in, Assessment: testAssessment(t, in, own...), Field: NewField(in.Scheme, 2022, all, listedRegions(3)), Regions: listedRegions(3)}
	for _, c := range change {
		c(&input)
	}
	return NewRobust(input)
}

func TestRobustSentence(t *testing.T) {
	for lang, want := range map[string]string{
		"zh": "1,000 次模拟里，九成的得分在 79.95 到 84.49 之间，名次在第 1 到第 2 之间；97.9% 的模拟在第二档（分数线为估算）",
		"en": "In nine of ten of 1,000 draws the score is 79.95 to 84.49, the rank 1 to 2; 97.9% of the draws end in Tier 2 (the cut-offs are estimated)",
	} {
		if got := firm(t, lang).H1; got != want {
			t.Errorf("%s:\n got %s\nwant %s", lang, got, want)
		}
	}
	if p := firm(t, "zh"); !strings.Contains(p.Sub, "种子 1") || !strings.Contains(p.Sub, "1,000 次") {
		t.Errorf("%s names neither seed nor draws", p.Sub)
	}
}

// The own region stands first, the population alone is there, and the chances of a region add up to one; the same seed gives the
// same page.
func TestRobustTable(t *testing.T) {
	p := firm(t, "zh")
	file, err := p.Export("robust")
	if err != nil || len(file.Rows) != 3 || file.Rows[0][1].Text != "330482" {
		t.Fatalf("%d rows, the first %v, %v: want the own region and two peers", len(file.Rows), file.Rows[0], err)
	}
	number := func(row, column int) float64 {
		v, err := strconv.ParseFloat(file.Rows[row][column].Text, 64)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	for i := range file.Rows {
		if sum := number(i, 9) + number(i, 10) + number(i, 11); math.Abs(sum-100) > 0.11 {
			t.Errorf("the chances of row %d add up to %v", i, sum)
		}
		if low, median, high := number(i, 3), number(i, 4), number(i, 5); low > median || median > high {
			t.Errorf("row %d: quantiles %v %v %v", i, low, median, high)
		}
	}
	again, err := firm(t, "zh").Export("robust")
	if diff := cmp.Diff(file, again); err != nil || diff != "" {
		t.Errorf("another page of the same seed (%v):\n%s", err, diff)
	}
}

// Without a node the county stands where a scheme in which it weighs nothing puts it.
func TestLeftOut(t *testing.T) {
	p := firm(t, "zh")
	file, err := p.Export("leftout")
	if err != nil || len(file.Rows) != 5 {
		t.Fatalf("%d rows, %v, want two themes and three indicators", len(file.Rows), err)
	}
	found := false
	for _, r := range file.Rows {
		if r[1].Text == "CP05" {
			found = true
			want := 0.6*75 + 0.4*100*(96-12)/95.0 // T03 keeps its 60 points, all of them CP02's
			if got, _ := strconv.ParseFloat(r[2].Text, 64); math.Abs(got-want) > 1e-9 {
				t.Errorf("without CP05 the score is %v, want %v", got, want)
			}
		}
	}
	if !found {
		t.Error("CP05 is never left out")
	}
	if want := "5 个主题和指标逐一去掉"; !strings.HasPrefix(p.Figures[1].Finding, want) {
		t.Errorf("%s, want %s", p.Figures[1].Finding, want)
	}
}

// The doubts that are assumed are listed, and no other; one of them moves the ranks most.
func TestSobolFigure(t *testing.T) {
	p := firm(t, "zh")
	file, err := p.Export("sobol")
	if err != nil || len(file.Rows) != 3 {
		t.Fatalf("%d rows, %v, want three doubts", len(file.Rows), err)
	}
	if want := "名次的变动主要来自测量误差"; !strings.HasPrefix(p.Figures[2].Finding, want) {
		t.Errorf("%s, want %s", p.Figures[2].Finding, want)
	}
}

func TestRobustWithoutPeersOrScore(t *testing.T) {
	alone := firm(t, "zh", func(in *RobustInput) {
		in.Field.Values = slices.DeleteFunc(in.Field.Values, func(v assess.Value) bool { return v.Region != "330482" })
	})
	if len(alone.Figures) != 1 || strings.Contains(alone.H1, "名次") {
		t.Errorf("%d figures, %s: a single region has no rank to move", len(alone.Figures), alone.H1)
	}
	stale := firm(t, "zh", func(in *RobustInput) { in.Assessment.Nodes[0].Score = new(50.0) })
	if stale.State == nil || stale.State.Title != "方案或数值在发布之后变了" || len(stale.Figures) > 0 {
		t.Errorf("%+v, want the words for a scheme that has changed", stale.State)
	}
}
