package scoring

import (
	"errors"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
)

func day(s string) time.Time {
	t, err := time.ParseInLocation(time.DateOnly, s, assess.Zone)
	if err != nil {
		panic(err)
	}
	return t
}

// rate is a month of a percentage of the county.
func rate(year, month int, num, den float64) Month {
	return Month{Unit: "county", Year: year, Month: time.Month(month), Indicator: "rate", Numerator: &num, Denominator: &den, Scale: 100}
}

// rates have all their cases in January and December.
func rates() []Month {
	return []Month{
		rate(2019, 1, 80, 100), rate(2019, 12, 80, 100),
		rate(2020, 1, 80, 100), rate(2020, 12, 90, 100),
		rate(2021, 1, 40, 50), rate(2021, 12, 47, 50),
		rate(2022, 1, 90, 100), rate(2022, 12, 1, 1000), // the last is not yet known
	}
}

func rateScheme() *scheme.Scheme {
	s := schemeOf(node("total", 1, leaf("rate", 1, 100, 0)))
	s.Tiers = []scheme.Tier{{Tier: 1, From: num(95)}, {Tier: 2}}
	return s
}

// By hand, after January: 2022 is estimated at (90+47·90/40)/(100+50·100/50) = 195.75 of 200. 2021 would have been at 85 % and came
// to 87, 2020 at 80 and came to 85: a root mean square of √14.5 = 3.808. Student's t of 2 degrees has F(x) = ½+x/(2√(2+x²)).
func TestNowcastByHand(t *testing.T) {
	s := rateScheme()
	values := []Input{{Unit: "peer", Year: 2021, Indicator: "rate", Value: num(50)}, {Unit: "county", Year: 2022, Indicator: "rate", Value: num(3)}}
	got, err := NowcastYear(s, values, rates(), Options{}, "county", day("2022-02-27"), 40000, 1)
	if err != nil {
		t.Fatal(err)
	}
	want := []Projection{{Indicator: "rate", Months: 1, SoFar: 90, Value: 97.875, Error: math.Sqrt(14.5), Tests: 2}}
	if d := cmp.Diff(want, got.Indicators, near); d != "" {
		t.Errorf("indicators (-want +got):\n%s", d)
	}
	if got.Month != time.January || math.Abs(got.Score-97.875) > 1e-9 || got.PeersOf != 2021 {
		t.Errorf("%+v, want 97.875 by January, beside the peer of 2021", got)
	}
	// The standard error of the lower quantile is 0.08, that of the probability 0.0022.
	if low := 97.875 - 1.885618*math.Sqrt(14.5); math.Abs(got.Scores.Low-low) > 0.3 || got.Scores.High != 100 || math.Abs(got.Scores.Median-97.875) > 0.15 {
		t.Errorf("scores %+v, want from %g to all that a share can be, 97.875 in the middle", got.Scores, low)
	}
	x := (97.875 - 95) / math.Sqrt(14.5)
	if p := 0.5 + x/(2*math.Sqrt(2+x*x)); math.Abs(got.Odds[0]-p) > 0.009 || math.Abs(got.Odds[0]+got.Odds[1]-1) > 1e-12 {
		t.Errorf("odds %v, want %g of the first tier", got.Odds, p)
	}
	for _, words := range []string{"预测(非计分结果): 按 2022 年 1–1 月数据, county 年终总分 97.88 (80% 区间", "第 1 档概率 7", "其他单位沿用 2021 年数据"} {
		if !strings.Contains(got.Text().ZH, words) {
			t.Errorf("it says %q, want %q in it", got.Text().ZH, words)
		}
	}
}

// An indicator with too few cases so far is left out, as it is from the score.
func TestNowcastKeepsTheMinimumSample(t *testing.T) {
	s := rateScheme()
	s.Root.Children[0].MinSample = 30
	s.Root.Children = append(s.Root.Children, leaf("sure", 1, 100, 0))
	ask := func(n int64) *Nowcast {
		values := []Input{{Unit: "county", Year: 2022, Indicator: "rate", Value: num(90), N: n}, {Unit: "county", Year: 2022, Indicator: "sure", Value: num(60)}}
		got, err := NowcastYear(s, values, rates(), Options{}, "county", day("2022-01-31"), 50, 1)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	if got := ask(29); got.Score != 60 || got.Scores != (Interval{60, 60, 60}) {
		t.Errorf("%g, %+v, want 60 by the other alone", got.Score, got.Scores)
	}
	if got := ask(30); math.Abs(got.Score-(60+97.875)/2) > 1e-9 || got.Scores.Low == got.Scores.High {
		t.Errorf("%g, %+v, want both with a spread", got.Score, got.Scores)
	}
}

func TestYearEnds(t *testing.T) {
	month := func(year, m int, n, d, v *float64) Month {
		return Month{Unit: "u", Year: year, Month: time.Month(m), Indicator: "x", Numerator: n, Denominator: d, Value: v}
	}
	for name, tt := range map[string]struct {
		months []Month
		value  float64
		tests  int
	}{
		"a count: 15 and 3/2 of last year's 20": {[]Month{month(2021, 2, num(10), nil, nil), month(2021, 8, num(20), nil, nil), month(2022, 2, num(15), nil, nil)}, 45, 0},
		"a count without a year before":         {[]Month{month(2022, 1, num(10), nil, nil), month(2022, 2, num(5), nil, nil)}, 90, 0},
		"a year before without cases so far":    {[]Month{month(2021, 8, num(20), nil, nil), month(2022, 2, num(15), nil, nil)}, 90, 0},
		"a level stays":                         {[]Month{month(2021, 1, nil, nil, num(1)), month(2021, 12, nil, nil, num(4)), month(2022, 1, nil, nil, num(7))}, 7, 1},
		"a mean of days": {[]Month{month(2021, 2, num(30), num(10), nil), month(2021, 8, num(20), num(10), nil), month(2022, 2, num(60), num(10), nil)},
			5, 0}, // (60+20·2)/(10+10)
	} {
		all, err := histories(tt.months, "u", 2022, 2)
		if err != nil || len(all) != 1 {
			t.Fatal(name, err)
		}
		e, ok := all[0].yearEnd(2022, 2)
		if !ok || math.Abs(e.value-tt.value) > 1e-9 || len(e.errors) != tt.tests {
			t.Errorf("%s: %v %g with %d tests, want %g with %d", name, ok, e.value, len(e.errors), tt.value, tt.tests)
		}
	}
}

func TestWholeMonths(t *testing.T) {
	for in, want := range map[string]int{"2022-09-30": 9, "2022-09-29": 8, "2022-02-28": 2, "2024-02-28": 1, "2022-12-31": 12, "2022-01-30": 0} {
		if _, got := WholeMonths(day(in)); got != want {
			t.Errorf("%s: %d whole months, want %d", in, got, want)
		}
	}
}

// invented are twelve months of some years for every indicator of a scheme, with seasons and with noise of so much.
func invented(s *scheme.Scheme, years []int, noise float64, rng *rand.Rand) []Month {
	var out []Month
	for _, n := range s.Leaves() {
		level := 0.3 + 0.4*rng.Float64()
		for _, year := range years {
			drift := noise * rng.NormFloat64()
			for m := range 12 {
				den := math.Round(200 * (1 + 0.5*math.Sin(float64(m))) * math.Exp(noise*rng.NormFloat64()))
				share := min(max(level*(1+0.2*math.Cos(float64(m)))*(1+drift+noise*rng.NormFloat64()), 0), 1)
				num := math.Round(den * share)
				out = append(out, Month{Unit: "county", Year: year, Month: time.Month(m + 1), Indicator: n.Indicator(), Numerator: &num, Denominator: &den, Scale: 100})
			}
		}
	}
	return out
}

// With all months known the nowcast is the score, with no spread.
func TestNowcastOfAWholeYearIsTheScore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawTree(t, arithmetic)
		months := invented(s, []int{2021, 2022}, 0.1, rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1)))
		var values []Input
		for _, n := range s.Leaves() {
			num, den := 0.0, 0.0
			for _, m := range months {
				if m.Indicator == n.Indicator() && m.Year == 2022 {
					num, den = num+*m.Numerator, den+*m.Denominator
				}
			}
			values = append(values, Input{Unit: "county", Year: 2022, Indicator: n.Indicator(), Value: new(100 * num / den)})
		}
		want, err := Compute(s, values, away)
		if err != nil {
			t.Fatal(err)
		}
		got, err := NowcastYear(s, nil, months, away, "county", day("2022-12-31"), 5, 1)
		if want.Units[0].Root().Score == nil {
			if !errors.Is(err, assess.ErrNotFound) {
				t.Fatalf("%v, want no total", err)
			}
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		score := *want.Units[0].Root().Score
		if got.Score != score || got.Scores != (Interval{score, score, score}) {
			t.Fatalf("%g, %+v, want %g without any spread", got.Score, got.Scores, score)
		}
	})
}

// Of invented years whose ends are known, four in five end within the interval; without the noise all would, with a narrower
// interval few.
func TestNowcastCovers(t *testing.T) {
	s := schemeOf(node("total", 100, leaf("a", 40, 100, 0), node("T", 60, leaf("b", 2, 100, 0), leaf("c", 1, 100, 0))))
	const runs = 800
	within, narrow := 0, 0
	for run := range runs {
		months := invented(s, []int{2018, 2019, 2020, 2021, 2022}, 0.05, rand.New(rand.NewPCG(uint64(run), 2)))
		got, err := NowcastYear(s, nil, months, Options{}, "county", day("2022-06-30"), 200, uint64(run))
		if err != nil {
			t.Fatal(err)
		}
		end, err := NowcastYear(s, nil, months, Options{}, "county", day("2022-12-31"), 1, 1)
		if err != nil {
			t.Fatal(err)
		}
		if end.Score >= got.Scores.Low && end.Score <= got.Scores.High {
			within++
		}
		if half := (got.Scores.High - got.Scores.Low) / 4; math.Abs(end.Score-got.Scores.Median) < half {
			narrow++
		}
	}
	// The standard error of 800 runs is 0.014; the tests of two years share a year, so that they are not quite independent.
	if share := float64(within) / runs; math.Abs(share-0.8) > 0.05 {
		t.Errorf("%.3f of the years end within the interval, want 0.8", share)
	}
	if share := float64(narrow) / runs; share > 0.7 {
		t.Errorf("%.3f end within half of it, so that the check of the whole would not bite", share)
	}
}

func TestNowcastKeepsItsDigits(t *testing.T) {
	s := rateScheme()
	run := func(seed uint64) *Nowcast {
		got, err := NowcastYear(s, nil, rates(), Options{}, "county", day("2022-01-31"), 300, seed)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	keepsDigits(t, run, func(x *Nowcast) any { return x.Scores })
}

func TestNowcastRefuses(t *testing.T) {
	s := rateScheme()
	twice := append(rates(), rate(2022, 1, 1, 1))
	odd := append(rates(), Month{Unit: "county", Year: 2021, Month: 5, Indicator: "rate", Value: num(1)})
	for _, tt := range []struct {
		months []Month
		asOf   string
		want   string
		kind   error
	}{
		{rates(), "2022-01-30", "no month of 2022 is over", assess.ErrNotFound},
		{rates(), "2023-05-31", `unit "county" has no months of 2023`, assess.ErrNotFound},
		{rates()[4:], "2022-01-31", "no estimate can be tested on an earlier year", assess.ErrNotFound},
		{twice, "2022-01-31", "the month is there twice", assess.ErrConflict},
		{odd, "2022-01-31", "not made of the same parts", assess.ErrConflict},
	} {
		if _, err := NowcastYear(s, nil, tt.months, Options{}, "county", day(tt.asOf), 10, 1); !errors.Is(err, tt.kind) || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("error %v, want %q", err, tt.want)
		}
	}
}

func TestParseMonths(t *testing.T) {
	got, err := ParseMonths("m.csv", []byte("unit,year,month,indicator,numerator,denominator,scale,value\nu,2022,3,r,1,2,100,\nu,2022,3,l,,,,7\n"))
	want := []Month{
		{Unit: "u", Year: 2022, Month: 3, Indicator: "r", Numerator: num(1), Denominator: num(2), Scale: 100, At: "m.csv:2"},
		{Unit: "u", Year: 2022, Month: 3, Indicator: "l", Value: num(7), At: "m.csv:3"},
	}
	if d := cmp.Diff(want, got); err != nil || d != "" {
		t.Errorf("%v (-want +got):\n%s", err, d)
	}
	_, err = ParseMonths("m.csv", []byte("unit,year,month,indicator,numerator,value\nu,2022,13,r,1,\nu,2022,1,r,1,2\n,2022,1,r,1,\nu,2022,1,r,x,\n"))
	for _, want := range []string{`m.csv:2: month is "13", want 1 to 12`, "m.csv:3: u 2022-01: r: want a numerator and a denominator", "m.csv:4: unit is empty", `m.csv:5: numerator of u, r is "x"`} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
}
