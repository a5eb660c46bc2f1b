package page

import (
	"math"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
	"yingshang/dashboards/scoring"
)

// simulated is the simulator asked with a query, among two peers of the county's population and a prefecture that is none.
func simulated(t *testing.T, lang, query string, change ...func(*WhatIfInput)) WhatIf {
	t.Helper()
	in := testIn(t, lang)
	in.Path = "/whatif"
	q, err := url.ParseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	in.Query = q
	own := []assess.Value{testValue("CP02", 6, 500), testValue("CP05", 92, 500), testValue("RP03", 12, 500)}
	all := slices.Clone(own)
	for code, v := range map[assess.RegionCode][3]float64{"990001": {5, 95, 5}, "990002": {9, 80, 30}, "330400": {3, 100, 1}} {
		for k, id := range []assess.IndicatorID{"CP02", "CP05", "RP03"} {
			x := testValue(id, v[k], 500)
			x.Region = code
			all = append(all, x)
		}
	}
	input := WhatIfInput{In: in, Assessment: testAssessment(t, in, own...), Field: NewField(in.Scheme, 2022, all, listedRegions(3))}
	for _, c := range change {
		c(&input)
	}
	return NewWhatIf(input)
}

func TestWhatIfSentence(t *testing.T) {
	for query, want := range map[string]string{
		"lang=zh":                             "改几项指标的数值或权重，看总分、名次和档次怎么变",
		"lang=en":                             "Give some indicators another value or weight, and see where score, rank and tier go",
		"lang=zh&i1=CP02&x1=4":                "如果竣工联合验收平均用时变成 4 个工作日，总分由 82.17 变为 88.84（+6.67），名次仍是第 2（共 3 个），由第二档到第一档（估算）",
		"lang=en&i1=CP02&x1=3.5&i2=RP03&x2=1": "If Average time of joint acceptance were 3.5 working days, Payoff-to-release time were 1 hours, the score would go from 82.17 to 95.13 (+12.96), the rank from 2 to 1 of 3, from Tier 2 to Tier 1 (estimated)",
		"lang=zh&n1=T03&w1=20":                "如果办理建筑许可的权重变成 20，总分由 82.17 变为 84.95（+2.78），名次仍是第 2（共 3 个），仍在第二档（估算）",
		"lang=en&i1=CP02&x1=4&n1=CP05&w1=0":   "If Average time of joint acceptance were 4 working days, the weight of Coverage of joint acceptance were 0, the score would go from 82.17 to 90.37 (+8.20), the rank from 2 to 1 of 3, from Tier 2 to Tier 1 (estimated)",
		"lang=zh&i3=CP05&x3=９２％":              "如果联合验收覆盖率变成 92%，总分由 82.17 变为 82.17（0.00），名次仍是第 2（共 3 个），仍在第二档（估算）",
	} {
		q, _ := url.ParseQuery(query)
		if got := simulated(t, q.Get("lang"), query).H1; got != want {
			t.Errorf("%s:\n got %s\nwant %s", query, got, want)
		}
	}
}

// What each value brings adds up to the change of the score, as shown and with every digit.
func TestWhatIfAddsUp(t *testing.T) {
	p := simulated(t, "zh", "i1=CP02&x1=4.1&i2=CP05&x2=97.3&i3=RP03&x3=40")
	parts, sum := column(t, p.Base, "answer", "points_exact")
	if len(parts) != 3 || math.Abs(added(parts)-sum) > 1e-9 {
		t.Errorf("%v adds up to %v, the total says %v", parts, added(parts), sum)
	}
	parts, shownSum := column(t, p.Base, "answer", "points")
	if math.Abs(added(parts)-scoring.Round(sum, 3)) > 1e-9 || math.Abs(added(parts)-shownSum) > 1e-9 {
		t.Errorf("as shown %v adds up to %v, the total says %v", parts, added(parts), shownSum)
	}
	if want := "82.17"; !strings.Contains(p.H1, want) {
		t.Errorf("%s does not name the score before, %s", p.H1, want)
	}
}

// Each value and each weight is told in a sentence, and what they bring adds up to the change of the score.
func TestWhatIfWeights(t *testing.T) {
	p := simulated(t, "zh", "i1=CP02&x1=4.1&n1=T03&w1=20&n2=CP05&w2=0")
	parts, sum := column(t, p.Base, "answer", "points_exact")
	if len(parts) != 3 || math.Abs(added(parts)-sum) > 1e-9 {
		t.Errorf("%v adds up to %v, the total says %v", parts, added(parts), sum)
	}
	parts, shownSum := column(t, p.Base, "answer", "points")
	if math.Abs(added(parts)-shownSum) > 1e-9 {
		t.Errorf("as shown %v adds up to %v, the total says %v", parts, added(parts), shownSum)
	}
	var told []string
	for _, d := range p.Answer.Pairs {
		told = append(told, d.Term+"："+d.Texts[0].Text)
	}
	want := []string{"竣工联合验收平均用时：由 6.00 个工作日变为 4.1 个工作日，总分 +6.334", "办理建筑许可：权重由 60 变为 20，总分 −0.036", "联合验收覆盖率：权重由 20 变为 0，总分 +0.759"}
	if diff := cmp.Diff(want, told); diff != "" {
		t.Errorf("what is told (-want +got):\n%s", diff)
	}
	// The same answer as the command line's.
	var in Field
	simulated(t, "zh", "", func(w *WhatIfInput) { in = w.Field })
	g, err := scoring.NewGround(in.Scheme, scoring.Inputs(in.Values), in.Options())
	if err != nil {
		t.Fatal(err)
	}
	a, err := g.WhatIf(scoring.Question{Unit: "330482", Year: 2022, Values: []scoring.Setting{{Indicator: "CP02", Value: new(4.1)}}, Weights: []scoring.Weighing{{Node: "T03", Weight: 20}, {Node: "CP05"}}})
	if err != nil || math.Abs(*a.After.Score-*a.Before.Score-sum) > 1e-9 {
		t.Errorf("the page says %v, the engine %v (%v)", sum, a, err)
	}
	// Without any weight there is no total, which is said.
	if p := simulated(t, "zh", "n1=T03&w1=0&n2=T08&w2=0"); p.Answer == nil || p.Answer.State == nil || p.H1 != "这样就没有总分了" {
		t.Errorf("a scheme in which nothing weighs: %s, %+v", p.H1, p.Answer)
	}
}

// A fault is said at its field, what was written stays there, and nothing is computed from it.
func TestWhatIfFaults(t *testing.T) {
	for _, tt := range []struct{ query, field, fault string }{
		{"i1=CP02&x1=abc", "x1", "“abc”不是数字"},
		{"i1=CP02&x1=1e999", "x1", "“1e999”不是数字"},
		{"i1=CP02&x1=2", "x1", "要在 3.00 个工作日到 15.00 个工作日之间"},
		{"i1=CP05&x1=100.1", "x1", "要在 50.0% 到 100.0% 之间"},
		{"i1=CP02&x1=4&i2=CP02&x2=5", "i2", "这项指标选了两次"},
		{"x2=5", "i2", "先选一项指标"},
		{"i1=XX99&x1=4", "i1", "方案里没有计分指标“XX99”"},
		{"n1=XX99&w1=4", "n1", "方案里没有主题或指标“XX99”"},
		{"n1=total&w1=4", "n1", "方案里没有主题或指标“total”"},
		{"n1=T03&w1=4&n2=T03&w2=5", "n2", "这一项的权重填了两次"},
		{"w2=5", "n2", "先选一个主题或指标"},
		{"n1=CP02&w1=-1", "w1", "权重要填 0 或更大的数"},
		{"n1=CP02&w1=NaN", "w1", "“NaN”不是数字"},
		{"i1=CP02&x1=4&n1=CP02&w1=ten", "w1", "“ten”不是数字"},
		{"goal=7", "goal", "没有这个目标，重选一个"},
		{"goal=score&score=ten", "score", "“ten”不是数字"},
		{"goal=score&score=101", "score", "要在 0 到 100 之间"},
		{"by=XX99", "by", "方案里没有计分指标“XX99”"},
		{"m1=CP02&b1=99", "b1", "要在 3.00 个工作日到 15.00 个工作日之间"},
		{"m1=CP02&c1=0", "c1", "要填大于 0 的数"},
		{"m1=CP02&c1=x", "c1", "要填大于 0 的数"},
		{"m1=CP02&m2=CP02", "m2", "这项指标选了两次"},
		{"c3=2", "m3", "先选一项指标"},
	} {
		p := simulated(t, "zh", tt.query)
		q, _ := url.ParseQuery(tt.query)
		faults := 0
		for _, form := range []*Form{p.Ask, p.Goal} {
			for _, line := range form.Lines {
				for _, f := range line.Fields {
					if f.Fault != "" {
						faults++
						if f.Name != tt.field || f.Fault != tt.fault {
							t.Errorf("%s: %s says %q, want %s to say %q", tt.query, f.Name, f.Fault, tt.field, tt.fault)
						}
					}
					if f.Groups == nil && f.Value != q.Get(f.Name) {
						t.Errorf("%s: %s holds %q, want what was written", tt.query, f.Name, f.Value)
					}
				}
			}
		}
		if faults != 1 {
			t.Errorf("%s: %d faults, want one", tt.query, faults)
		}
		if strings.ContainsAny(tt.field, "ixnw") && tt.field != "by" && p.Answer != nil {
			t.Errorf("%s: there is an answer in spite of the fault", tt.query)
		}
		if strings.ContainsAny(tt.field[:1], "gsbmc") && (p.Moves.Table != nil || p.Solve.Table != nil) {
			t.Errorf("%s: something is solved in spite of the fault", tt.query)
		}
	}
}

// Each form keeps in hidden fields what was written in the other.
func TestWhatIfFormsKeepEachOther(t *testing.T) {
	query := "lang=en&year=2022&i1=CP02&x1=4&n1=T03&w1=20&goal=score&score=90&m1=RP03&b1=5&c1=2"
	p := simulated(t, "en", query)
	q, _ := url.ParseQuery(query)
	for _, f := range []*Form{p.Ask, p.Goal} {
		sent := url.Values{}
		for _, kept := range f.Keep {
			sent.Add(kept.Name, kept.Value)
		}
		for _, line := range f.Lines {
			for _, field := range line.Fields {
				value := field.Value
				for _, g := range field.Groups {
					for _, o := range g.Options {
						if o.Selected {
							value = o.Value
						}
					}
				}
				if value != "" {
					sent.Add(field.Name, value)
				}
			}
		}
		for name := range q {
			if got := sent[name]; len(got) != 1 || got[0] != q.Get(name) {
				t.Errorf("form %s sends %s as %v, want %q once", f.ID, name, got, q.Get(name))
			}
		}
	}
}

// Before anything is asked the goal is the next better tier, and the form names the indicators that cost most.
func TestWhatIfBegins(t *testing.T) {
	p := simulated(t, "zh", "")
	var chosen []string
	for _, line := range p.Ask.Lines {
		for _, g := range line.Fields[0].Groups {
			for _, o := range g.Options {
				if o.Selected && o.Value != "" {
					chosen = append(chosen, o.Value)
				}
			}
		}
	}
	if want := []string{"CP02", "RP03", "CP05"}; !slices.Equal(chosen, want) {
		t.Errorf("the form begins with %v, want %v", chosen, want)
	}
	if want := "要达到第一档线 85.00 分（估算），最省力的是竣工联合验收平均用时做到 5.15 个工作日，代价合计 0.07"; p.Moves.Finding != want {
		t.Errorf("got %s, want %s", p.Moves.Finding, want)
	}
}

// A value that is solved for reaches the goal, also as it is shown, and a worse one on its decimals does not.
func TestWhatIfSolves(t *testing.T) {
	p := simulated(t, "zh", "goal=1")
	file, err := p.Export("solve")
	if err != nil || len(file.Rows) != 3 {
		t.Fatalf("%d rows, %v, want 3: each reaches the goal alone", len(file.Rows), err)
	}
	for k, r := range file.Rows {
		id, wanted := r[1].Text, r[4].Text
		try := p.Solve.Table.Rows[k].Cells[8].Href
		u, err := url.Parse(try)
		if err != nil || u.Query().Get("i1") != id {
			t.Fatalf("%s leads to %s", id, try)
		}
		then := simulated(t, "zh", u.RawQuery)
		if !strings.Contains(then.H1, "由第二档到第一档") {
			t.Errorf("%s = %s as shown does not reach the tier: %s", id, wanted, then.H1)
		}
	}
	for query, want := range map[string]string{
		"goal=1&by=CP02":                "竣工联合验收平均用时由 6.00 个工作日做到 5.15 个工作日，单独就能达到第一档线 85.00 分（估算）",
		"goal=score&score=95&by=CP05":   "联合验收覆盖率做到最优 100.0%，也只到 85.37 分，够不着 95 分",
		"goal=score&score=99.5":         "没有一项指标单独够得着 99.5 分",
		"goal=score&score=82.1":         "已经达到 82.1 分",
		"goal=score&score=100&by=CP02x": "先改好上面标出的地方",
	} {
		if got := simulated(t, "zh", query).Solve.Finding; got != want {
			t.Errorf("%s:\n got %s\nwant %s", query, got, want)
		}
	}
}

// Bounds and costs change the set of moves; the points add up to what was missing.
func TestWhatIfMoves(t *testing.T) {
	for query, want := range map[string]string{
		"goal=score&score=90":                      "要达到 90 分，最省力的是竣工联合验收平均用时做到 3.65 个工作日，代价合计 0.20",
		"goal=score&score=90&m1=CP02&c1=10":        "要达到 90 分，最省力的是清贷解抵平均用时做到 1.0 小时、联合验收覆盖率做到 100.0%，代价合计 0.28",
		"goal=score&score=90&m1=CP02&b1=4&c1=":     "要达到 90 分，最省力的是竣工联合验收平均用时做到 4.00 个工作日、清贷解抵平均用时做到 9.2 小时，代价合计 0.20",
		"goal=score&score=100&m1=CP02&b1=4":        "都做到头也够不着 100 分",
		"goal=score&score=80":                      "已经达到 80 分",
		"goal=score&score=100&m1=CP02&b1=6&b2=abc": "先改好上面标出的地方",
	} {
		if got := simulated(t, "zh", query).Moves.Finding; got != want {
			t.Errorf("%s:\n got %s\nwant %s", query, got, want)
		}
	}
	p := simulated(t, "zh", "goal=score&score=90&m1=CP02&b1=4")
	parts, sum := column(t, p.Base, "moves", "points_exact")
	if math.Abs(added(parts)-sum) > 1e-9 || shown(82.17+sum, 1) != "90.0" {
		t.Errorf("%v adds up to %v, the total says %v, want what is missing to 90", parts, added(parts), sum)
	}
}

// A scheme without goalposts or of another mean is played with, and what cannot be solved for says so.
func TestWhatIfOfOtherSchemes(t *testing.T) {
	for _, tt := range []struct {
		from, to     string
		solve, moves string
	}{
		{"aggregate: arithmetic", "aggregate: geometric", "有 3 项", "这种计分办法不能求最省力的组合"},
		{"normalise: goalposts", "normalise: minmax", "这种计分办法不能反推", "这种计分办法不能求最省力的组合"},
	} {
		s, err := scheme.Parse("test.yaml", []byte(strings.Replace(testScheme, tt.from, tt.to, 1)))
		if err != nil {
			t.Fatal(err)
		}
		p := simulated(t, "zh", "i1=CP02&x1=5&goal=score&score=84", func(in *WhatIfInput) {
			in.Scheme, in.Field.Scheme = s, s
			result, err := scoring.Compute(s, scoring.Inputs(in.Field.Values), scoring.Options{})
			if err != nil {
				t.Fatal(err)
			}
			u, _ := result.Unit("330482", 2022)
			in.Assessment.Nodes = u.NodeScores()
		})
		if p.State != nil || p.Answer == nil || !strings.HasPrefix(p.H1, "如果竣工联合验收平均用时变成 5 个工作日") {
			t.Errorf("%s: %s", tt.to, p.H1)
			continue
		}
		if !strings.HasPrefix(p.Solve.Finding, tt.solve) || p.Moves.Finding != tt.moves {
			t.Errorf("%s: %s; %s", tt.to, p.Solve.Finding, p.Moves.Finding)
		}
	}
}

// Nothing is simulated by rules that did not make the score.
func TestWhatIfOfAStaleScheme(t *testing.T) {
	p := simulated(t, "zh", "i1=CP02&x1=4", func(in *WhatIfInput) { in.Assessment.Nodes[0].Score = new(82.0) })
	if p.State == nil || p.State.Title != "方案或数值在发布之后变了" || p.Answer != nil || p.Ask != nil {
		t.Errorf("%+v, want the words for a scheme that has changed and no answer", p.State)
	}
}

func TestTyped(t *testing.T) {
	for text, want := range map[string]float64{"1": 1, " 1.50 ": 1.5, "1,234.5": 1234.5, "１２．５": 12.5, "99％": 99, "99.1%": 99.1, "−3": -3, "7，926": 7926} {
		if got, ok := typed(text); !ok || got != want {
			t.Errorf("typed(%q) = %v, %v, want %v", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "abc", "1,5", "12,34", "NaN", "Inf", "1e999", "0x", "1.2.3", "3 工作日"} {
		if got, ok := typed(text); ok {
			t.Errorf("typed(%q) = %v, want that it is no number", text, got)
		}
	}
}
