package page

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
)

// listedRegions are n counties of the province, the first of them the own one, and a prefecture, which is no county.
func listedRegions(n int) map[assess.RegionCode]scheme.Region {
	all := map[assess.RegionCode]scheme.Region{"330400": {Region: assess.Region{Code: "330400", Name: assess.Text{ZH: "嘉兴市", EN: "Jiaxing"}}, Level: scheme.Prefecture}}
	for i := range n {
		code := assess.RegionCode(fmt.Sprintf("3304%02d", (i+82)%100))
		all[code] = scheme.Region{Region: assess.Region{Code: code, Name: assess.Text{ZH: fmt.Sprintf("县 %02d", i), EN: fmt.Sprintf("County %02d", i)}}, Level: scheme.County}
	}
	return all
}

// peersOf are announced results of anonymous regions. 演示数据.
func peersOf(year int, scores ...float64) (out []assess.Announced) {
	for i, score := range scores {
		tier := 3
		switch {
		case score >= 85:
			tier = 1
		case score >= 75:
			tier = 2
		}
		out = append(out, assess.Announced{Region: assess.RegionCode(fmt.Sprintf("99%04d", i+1)), Year: year, Tier: tier, Score: &score, Invented: true})
	}
	return out
}

func tierOf(t *testing.T, lang string, year int, announced []assess.Announced, totals []assess.NodeScore, change ...func(*TierInput)) Tier {
	t.Helper()
	in := testIn(t, lang)
	in.Path, in.Year = "/tier", year
	input := TierInput{In: in, Announced: announced, Totals: totals, Regions: listedRegions(90), Schemes: map[int]*scheme.Scheme{2020: in.Scheme, 2021: in.Scheme, 2022: in.Scheme}}
	for i := range 90 {
		code := assess.RegionCode(fmt.Sprintf("99%04d", i+1))
		input.Regions[code] = scheme.Region{Region: assess.Region{Code: code, Name: assess.Text{ZH: fmt.Sprintf("演示县 %02d", i+1), EN: fmt.Sprintf("Demo county %02d", i+1)}}, Level: scheme.County}
	}
	for _, c := range change {
		c(&input)
	}
	return NewTier(input)
}

func TestTierSentence(t *testing.T) {
	own := announced(2021, 1, 87.46)
	third := announced(2021, 3, 70)
	noLines := func(in *TierInput) { in.Scheme = nil }
	saidLines := func(in *TierInput) {
		for i := range in.Scheme.Tiers {
			if in.Scheme.Tiers[i].From != nil {
				in.Scheme.Tiers[i].Status = scheme.Announced
			}
		}
	}
	for _, tt := range []struct {
		name   string
		year   int
		said   []assess.Announced
		ours   []assess.NodeScore
		change []func(*TierInput)
		zh, en string
	}{
		{"one region", 2021, []assess.Announced{own}, nil, nil,
			"2021 年度省反馈 87.46 分，第一档，高出第一档线 2.46 分（估算）；有分数的只有平湖市一个地区，排不出名次",
			"Announced for 2021: 87.46, Tier 1, 2.46 above the Tier 1 cut-off (estimated); Pinghu alone has a score, so there is no rank"},
		{"one region, computed", 2022, []assess.Announced{own}, []assess.NodeScore{total(2022, 90.1)}, nil,
			"2022 年 1–9 月测算 90.10 分，估算为第一档，高出第一档线 5.10 分（估算）；有分数的只有平湖市一个地区，排不出名次",
			"Computed for Jan–Sep 2022: 90.10, by estimate Tier 1, 5.10 above the Tier 1 cut-off (estimated); Pinghu alone has a score, so there is no rank"},
		{"second of three", 2021, append(peersOf(2021, 90, 80), own), nil, nil,
			"2021 年度省反馈 87.46 分，第一档，高出第一档线 2.46 分（估算）；3 个有分数地区里第 2",
			"Announced for 2021: 87.46, Tier 1, 2.46 above the Tier 1 cut-off (estimated); number 2 of 3 regions with a score"},
		{"a tie", 2021, append(peersOf(2021, 90, 87.46, 87.46), own), nil, nil,
			"2021 年度省反馈 87.46 分，第一档，高出第一档线 2.46 分（估算）；4 个有分数地区里第 2，与另外 2 个并列",
			"Announced for 2021: 87.46, Tier 1, 2.46 above the Tier 1 cut-off (estimated); number 2 of 4 regions with a score, shared with 2 more"},
		{"the last tier", 2021, append(peersOf(2021, 90), third), nil, nil,
			"2021 年度省反馈 70.00 分，第三档，离第二档线还差 5.00 分（估算）；2 个有分数地区里第 2",
			"Announced for 2021: 70.00, Tier 3, 5.00 short of the Tier 2 cut-off (estimated); number 2 of 2 regions with a score"},
		{"announced cut-offs are no estimate", 2021, []assess.Announced{own}, nil, []func(*TierInput){saidLines},
			"2021 年度省反馈 87.46 分，第一档，高出第一档线 2.46 分；有分数的只有平湖市一个地区，排不出名次",
			"Announced for 2021: 87.46, Tier 1, 2.46 above the Tier 1 cut-off; Pinghu alone has a score, so there is no rank"},
		{"no cut-offs", 2021, []assess.Announced{own}, nil, []func(*TierInput){noLines},
			"2021 年度省反馈 87.46 分，第 1 档；有分数的只有平湖市一个地区，排不出名次", "Announced for 2021: 87.46, Tier 1; Pinghu alone has a score, so there is no rank"},
		{"a tier without a score", 2020, []assess.Announced{own, announced(2020, 1)}, nil, nil,
			"2020 年度省反馈第一档，未公布分数；离线多远、排第几都无从说起",
			"Tier 1 announced for 2020, without a score; there is no distance and no rank to tell"},
		{"others alone", 2021, peersOf(2021, 90, 80), nil, nil, "2021 年度省反馈有 2 个地区的分数，没有平湖市的，排不进去",
			"Announced for 2021: 2 regions have a score, Pinghu has none and no rank"},
		{"nobody", 2022, []assess.Announced{own}, nil, nil, "2022 年度还没有任何地区的分数", "No region has a score for 2022 yet"},
	} {
		for lang, want := range map[string]string{"zh": tt.zh, "en": tt.en} {
			if got := tierOf(t, lang, tt.year, tt.said, tt.ours, tt.change...).H1; got != want {
				t.Errorf("%s, %s:\n got %s\nwant %s", tt.name, lang, got, want)
			}
		}
	}
}

// fact is the value and the note of a fact.
func fact(t *testing.T, facts []Fact, title string) string {
	t.Helper()
	i := slices.IndexFunc(facts, func(f Fact) bool { return f.Title == title })
	if i < 0 {
		t.Fatalf("no fact %s", title)
	}
	return strings.TrimSpace(facts[i].Value+" "+facts[i].Unit) + " | " + facts[i].Note
}

func TestTierFacts(t *testing.T) {
	second := announced(2021, 2, 80.5)
	p := tierOf(t, "zh", 2021, append(peersOf(2021, 90, 60), second, announced(2020, 2), announced(2019, 1)), nil)
	for title, want := range map[string]string{
		"2021 年度省反馈": "80.50 | 第二档",
		"名次":         "2 名，共 3 个 | 按有的分数排，非省公布",
		"离上一档":       "4.50 分 | 第一档线 85.00",
		"离掉档":        "5.50 分 | 第二档线 75.00",
		"连续同档":       "2 年 | 第二档，到 2021 年度；只看省反馈",
		"没有分数的地区":    "89 个 | 名单上 90 个县（市、区），1 个有分数",
	} {
		if got := fact(t, p.Facts, title); got != want {
			t.Errorf("%s: %s, want %s", title, got, want)
		}
	}
	top := tierOf(t, "zh", 2021, []assess.Announced{announced(2021, 1, 87.46)}, nil)
	if got := fact(t, top.Facts, "离上一档"); got != "— | 已在第一档" {
		t.Errorf("from the first tier: %s", got)
	}
	last := tierOf(t, "zh", 2021, []assess.Announced{announced(2021, 3, 60)}, nil)
	if got := fact(t, last.Facts, "离掉档"); got != "— | 没有更低的档" {
		t.Errorf("from the last tier: %s", got)
	}
	off := tierOf(t, "zh", 2021, []assess.Announced{announced(2021, 1, 84)}, nil)
	if got := fact(t, off.Facts, "2021 年度省反馈"); got != "84.00 | 第一档，与分数线不合" {
		t.Errorf("a tier that the estimated cut-off would not give: %s", got)
	}
	if got := fact(t, tierOf(t, "zh", 2021, nil, nil, func(in *TierInput) { in.Regions = nil }).Facts, "没有分数的地区"); got != "— | 没有地区名单" {
		t.Errorf("without a list of regions: %s", got)
	}
}

// Ninety regions with ties: each has its row, its own name and its rank, equal scores share the better one, and a region
// that has a tier alone has no rank.
func TestTierOfNinetyRegions(t *testing.T) {
	var scores []float64
	for i := range 88 {
		scores = append(scores, 70+float64(i/2)*0.5) // two of each
	}
	all := append(peersOf(2021, scores...), announced(2021, 1, 87.46), assess.Announced{Region: "990089", Year: 2021, Tier: 2})
	p := tierOf(t, "zh", 2021, all, nil)
	rows := p.List.Table.Rows
	if len(rows) != 90 {
		t.Fatalf("%d rows, want 90", len(rows))
	}
	if got := p.Main.Finding; got != "有分数的 89 个地区：第一档 29 个、第二档 40 个、第三档 20 个" {
		t.Errorf("finding %q", got)
	}
	if got := p.Main.Formula; got != "名单上 90 个县（市、区）：1 个有分数，89 个没有；没有的不估算；另有 88 个匿名地区，是演示数据，不是任何真实县" {
		t.Errorf("what is not known: %q", got)
	}
	above := 0
	for i, r := range rows {
		rank := r.Cells[2].Text()
		switch {
		case i == 89:
			if rank != dash || r.Cells[4].Text() != dash || r.Cells[4].Note != "未公布分数" {
				t.Errorf("a tier alone has the rank %q and the score %q", rank, r.Cells[4].Text())
			}
		case r.Me:
			if r.Cells[0].Text() != "平湖市" || rank != fmt.Sprint(above+1) {
				t.Errorf("%s has rank %s behind %d", r.Cells[0].Text(), rank, above)
			}
		default:
			if !strings.HasPrefix(r.Cells[0].Text(), "演示县 ") {
				t.Errorf("an anonymous region is called %q", r.Cells[0].Text())
			}
		}
		if i > 0 && i < 89 {
			same := rows[i-1].Cells[4].Value == r.Cells[4].Value
			if tied := rows[i-1].Cells[2].Text() == rank; same != tied {
				t.Errorf("rows %d and %d: scores %s and %s, ranks %s and %s", i, i+1, rows[i-1].Cells[4].Text(), r.Cells[4].Text(), rows[i-1].Cells[2].Text(), rank)
			}
		}
		if !r.Me {
			above++
		}
	}
	s := p.Main.Strip
	if len(s.Dots) != 88 || s.Own == nil || s.Name != "平湖市 87.46" {
		t.Errorf("%d dots and %q, want 88 and the own region", len(s.Dots), s.Name)
	}
	seen := map[string]bool{}
	for _, d := range append(s.Dots, *s.Own) {
		if at := s.X(d.Value) + " " + s.Y(d); seen[at] {
			t.Errorf("two dots at %s", at)
		} else {
			seen[at] = true
		}
		if d.Value < s.From || d.Value > s.To {
			t.Errorf("a dot at %v lies beyond the axis from %v to %v", d.Value, s.From, s.To)
		}
	}
}

// Dots that would cover each other are piled up, and a pile of any height stays inside the drawing.
func TestStripPilesUp(t *testing.T) {
	r := &Ruler{From: 60, To: 100}
	scores := make([]float64, 90)
	for i := range scores {
		scores[i] = 80
	}
	s := newStrip(r, scores, 7)
	low := math.Inf(1)
	for _, d := range append(s.Dots, *s.Own) {
		var y float64
		if _, err := fmt.Sscan(s.Y(d), &y); err != nil {
			t.Fatal(err)
		}
		low = min(low, y)
		if y < stripName || y > float64(s.Floor(0)) {
			t.Errorf("a dot at the height %v, want between %v and %v", y, stripName, s.Floor(0))
		}
	}
	if s.Own.level != 0 {
		t.Errorf("the own region stands on level %d of its pile, want the bottom", s.Own.level)
	}
	if far := newStrip(r, []float64{70, 90}, -1); far.Dots[0].level != 0 || far.Dots[1].level != 0 || far.Own != nil {
		t.Error("dots far apart are piled up")
	}
}

func TestTierNeighbours(t *testing.T) {
	own := announced(2021, 1, 87.46)
	for _, tt := range []struct {
		name string
		said []assess.Announced
		want string
	}{
		{"between", append(peersOf(2021, 95, 90, 88, 80, 70), own), "前一名演示县 03 高 0.54 分；后一名演示县 04 低 7.46 分"},
		{"the best", append(peersOf(2021, 80, 70), own), "后一名演示县 01 低 7.46 分"},
		{"the last", append(peersOf(2021, 95, 90), own), "前一名演示县 02 高 2.54 分"},
		{"all level", append(peersOf(2021, 87.46, 87.46), own), "3 个地区分数相同"},
		{"alone", []assess.Announced{own}, "只有一个地区，没有前后可比"},
		{"not among them", peersOf(2021, 80, 70), "2 个地区有分数，没有平湖市的"},
	} {
		if got := tierOf(t, "zh", 2021, tt.said, nil).List.Finding; got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestTierResultsNeverMix(t *testing.T) {
	ours := []assess.NodeScore{total(2021, 88.83), total(2022, 90)}
	p := tierOf(t, "zh", 2021, append(peersOf(2021, 90), announced(2021, 1, 87.46)), ours)
	if p.Main.ID != "announced" || p.Second.ID != "computed" || len(p.List.Table.Rows) != 2 || len(p.Second.Table.Rows) != 1 {
		t.Errorf("%s has %d rows and %s %d, want announced 2 and computed 1", p.Main.ID, len(p.List.Table.Rows), p.Second.ID, len(p.Second.Table.Rows))
	}
	for _, name := range []string{"regions_announced", "regions_computed", "years"} {
		if _, err := p.Export(name); err != nil {
			t.Error(err)
		}
	}
	if got, want := said(p.Past.Table.Rows), [][]string{{"2021", "第一档", "87.46", "2.46 [估算]"}}; cmp.Diff(want, got) != "" {
		t.Errorf("tiers by year (-want +got):\n%s", cmp.Diff(want, got))
	}
	if got := said(p.Second.Table.Rows)[0]; got[2] != dash || got[4] != "88.83" {
		t.Errorf("one region alone: rank %s and score %s, want none and 88.83", got[2], got[4])
	}
	none := tierOf(t, "zh", 2022, nil, nil)
	if none.Main.State == nil || none.Second.State == nil || none.List.Table.Empty == nil || none.Past.Table.Empty == nil {
		t.Error("nothing at all is not told in words")
	}
}

// The picture of squares shows what was entered of counties that are known by name, and says of the others that nothing was.
func TestTierTiles(t *testing.T) {
	place := func(in *TierInput) {
		for i := range 4 {
			code := assess.RegionCode(fmt.Sprintf("3304%02d", 82+i))
			r := in.Regions[code]
			r.Tile = &scheme.Tile{Column: i % 2, Row: i / 2}
			in.Regions[code] = r
		}
	}
	said := []assess.Announced{announced(2021, 1, 87.46), {Region: "330483", Year: 2021, Tier: 2}, {Region: "330484", Year: 2021, Tier: 1}}
	got := tierOf(t, "zh", 2021, said, nil, place)
	if got.Map == nil {
		t.Fatal("no picture of three regions")
	}
	want := [][]Square{
		{{"县 ", "1", "县 00：第一档", "t1", true}, {"县 ", "2", "县 01：第二档", "t2", false}},
		{{"县 ", "1", "县 02：第一档", "t1", false}, {"县 ", "—", "县 03：未录入", "t0", false}},
	}
	if diff := cmp.Diff(want, got.Map.Tiles.Rows); diff != "" {
		t.Errorf("squares, -want +got:\n%s", diff)
	}
	if want := "4 个县（市、区）中已录入 3 个：第一档 2 个、第二档 1 个"; got.Map.Finding != want {
		t.Errorf("finding %q, want %q", got.Map.Finding, want)
	}
	if few := tierOf(t, "zh", 2021, said[:2], nil, place); few.Map != nil {
		t.Error("two regions make a picture")
	}
	if anonymous := tierOf(t, "zh", 2021, peersOf(2021, 90, 80, 70, 60), nil, place); anonymous.Map != nil {
		t.Error("anonymous regions make a picture")
	}
}
