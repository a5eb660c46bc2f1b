package job_test

import (
	"context"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
	"yingshang/dashboards/scoring"
	"yingshang/etl/edition"
	"yingshang/sql/store"
)

// measuredScheme is the scheme of 2022 whose indicators are measured against each other, as a year's own says.
func measuredScheme(t testing.TB, year string, replace ...string) string {
	t.Helper()
	text, err := os.ReadFile("../../dashboards/scheme/testdata/measured_2022.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return strings.NewReplacer(append([]string{"2022", year}, replace...)...).Replace(string(text))
}

// area is what a region did in a year: four releases of so many hours, so many of them online; of loans of the provident
// fund, or of others.
type area struct {
	region string
	year   int
	hours  int
	online int
	fund   bool
}

func releases(areas []area) string {
	var rows []string
	for _, a := range areas {
		paid := time.Date(a.year, 3, 1, 2, 0, 0, 0, assess.Zone)
		registered := paid.Add(time.Duration(a.hours) * time.Hour).Format(time.DateTime)
		for i := range 4 {
			channel, fund := "窗口", "否"
			if i < a.online {
				channel = "线上"
			}
			if a.fund {
				fund = "是"
			}
			rows = append(rows, fmt.Sprintf("%s,%s-%d-%d,%[2]s,平湖工行,%[5]s,%[5]s,银行,%[6]s,%[7]s,1", fund, a.region, a.year, i, paid.Format(time.DateTime), registered, channel))
		}
	}
	return "是否公积金," + snapshot(rows...)
}

// measuredAreas are seven counties in 2022, of which one has no release of the fund, and two in 2021.
var measuredAreas = []area{
	{"330482", 2022, 10, 4, true}, {"330424", 2022, 12, 3, true}, {"330421", 2022, 14, 2, true}, {"330411", 2022, 16, 1, true},
	{"330402", 2022, 18, 4, true}, {"330481", 2022, 20, 3, true}, {"330483", 2022, 90, 4, false},
	{"330482", 2021, 8, 2, true}, {"330424", 2021, 30, 4, true},
}

// measuredDesk is a desk whose two years are scored by a scheme of relative measures.
func measuredDesk(t *testing.T, replace ...string) *desk {
	return settle(t, func(p *place) {
		p.Schemes = map[int]string{2021: measuredScheme(t, "2021", replace...), 2022: measuredScheme(t, "2022", replace...)}
		p.Sources["s_all"] = strings.Replace(p.Sources["s_all"], "columns:\n", "columns:\n  是否公积金: is_fund\n", 1)
	})
}

// published are the scores that readers see of a year, and what they stand on.
func (d *desk) published(year int) (scores []assess.NodeScore, ground []assess.GroundFact) {
	d.Helper()
	ctx := context.Background()
	r := d.reader(d, store.Everything())
	seen := map[assess.RegionCode]bool{}
	for _, a := range measuredAreas {
		region := assess.RegionCode(a.region)
		if a.year != year || seen[region] {
			continue
		}
		seen[region] = true
		got, err := r.Assessment(ctx, region, year)
		if err != nil {
			d.Fatal(err)
		}
		scores = append(scores, got.Nodes...)
	}
	pubs, err := d.store.Publications(ctx)
	if err != nil {
		d.Fatal(err)
	}
	run := pubs[store.Part{Name: "score", Period: assess.YearOf(year).Start}].Run
	if ground, err = d.store.GroundOf(ctx, run, year); err != nil {
		d.Fatal(err)
	}
	return scores, ground
}

func totals(scores []assess.NodeScore) map[string]float64 {
	found := map[string]float64{}
	for _, n := range scores {
		if n.Depth == 0 && n.Score != nil {
			found[string(n.Region)] = *n.Score
		}
	}
	return found
}

var nearly = cmpopts.EquateApprox(0, 1e-9)

// The official run measures by what the scheme says, keeps what it took from the values, and a region scored again from what is
// kept alone gets the same digits.
func TestOfficialScoresStandOnWhatIsKept(t *testing.T) {
	t.Parallel()
	d := measuredDesk(t, "impute: median", "impute: median\ntiers_by: top:1,4")
	d.take("s_all_2022-09-01_080000.csv", releases(measuredAreas))
	scores, ground := d.published(2022)

	// RP03 over both years: 8, 10, 12, 14, 16, 18, 20, 30 and, winsorised to 30, 90 hours: 100·(30−x)/22; it weighs 50 of 100.
	// RP04 between its goalposts is the share itself; it weighs 20. RP05 over both years from 25 to 100 %: 100·(x−25)/75, and where
	// the fund released nothing the median of 25, 50, 75, 75, 100, 100: 75; it weighs 30.
	rp05 := map[int]float64{1: 0, 2: 25, 3: 50, 4: 75}
	want := map[string]float64{}
	for _, a := range measuredAreas[:7] {
		want[a.region] = 50*(30-min(float64(a.hours), 30))/22 + 20*float64(a.online)/4 + 30*rp05[a.online]/75
	}
	want["330483"] = 20 + 30*50/75.0
	if diff := cmp.Diff(want, totals(scores), nearly); diff != "" {
		t.Errorf("totals of 2022, -want +got:\n%s", diff)
	}
	for _, n := range scores {
		if imputed := n.Region == "330483" && n.Node == "RP05"; (n.Status == assess.StandsIn) != imputed {
			t.Errorf("%s %s has the status %s", n.Region, n.Node, n.Status)
		}
	}
	// A total says so too, whether it comes with its tree or alone.
	alone, err := d.reader(d, store.Everything()).Totals(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	imputed := map[string]int{}
	for _, n := range append(alone, scores...) {
		if n.Depth == 0 && n.Year == 2022 {
			imputed[string(n.Region)] += n.Imputed
		}
	}
	if diff := cmp.Diff(map[string]int{"330483": 2}, imputed, cmpopts.IgnoreMapEntries(func(_ string, n int) bool { return n == 0 })); diff != "" {
		t.Errorf("imputed indicators of the totals, twice, -want +got:\n%s", diff)
	}
	// The cut-offs are the totals of the first and the fourth region; one that is scored alone below must get the tier that they give.
	sorted := slices.Sorted(maps.Values(want))
	tiers := map[int]int{}
	for _, n := range scores {
		if n.Depth == 0 {
			tiers[n.Tier]++
		}
	}
	if diff := cmp.Diff(map[int]int{1: 1, 2: 3, 3: 3}, tiers); diff != "" {
		t.Errorf("regions by tier, -want +got:\n%s", diff)
	}
	got := map[string]float64{}
	for _, f := range ground {
		if f.Population != "county" || f.Name != assess.GroundMean && f.Name != assess.GroundDeviation {
			got[strings.TrimSpace(fmt.Sprint(f.Indicator, " ", f.Name, " ", f.Region))] = f.Value
		}
	}
	if diff := cmp.Diff(map[string]float64{
		"RP03 count": 9, "RP03 years": 2, "RP03 least": 8, "RP03 greatest": 30, "RP03 winsorised": 1,
		"RP05 count": 9, "RP05 years": 2, "RP05 least": 25, "RP05 greatest": 100, "RP05 imputed_median 330483": 75,
		"cutoff_1": sorted[len(sorted)-1], "cutoff_2": sorted[len(sorted)-4],
	}, got, nearly); diff != "" {
		t.Errorf("the ground, -want +got:\n%s", diff)
	}
	d.alone(2022, scores, ground)

	// The year can be frozen: its folder holds no facts of 2021, but what was taken from their values.
	a := &edition.Archive{Dir: t.TempDir(), Store: d.store, Control: d.control, Computer: d.planner.Computer, Address: d.place.Address, Program: "test",
		Mark: func(context.Context) string { return "" }, Now: time.Now}
	if _, v, err := a.Freeze(context.Background(), 2022, edition.Order{By: "test", Reason: "试验"}); err != nil || len(v.Faults) > 0 || v.Scores != len(scores) {
		t.Errorf("frozen and verified: %v, %+v, want %d nodes and no faults", err, v, len(scores))
	}

	// A reader of one region is told what its scores stand on, and nothing of another's gaps.
	for region, gaps := range map[assess.RegionCode]int{"330483": 1, "330482": 0} {
		mine, err := d.reader(t, store.Within([]assess.RegionCode{region}, nil, store.NoCases)).Assessment(context.Background(), region, 2022)
		if err != nil {
			t.Fatal(err)
		}
		imputed := 0
		for _, f := range mine.Ground {
			if f.Region != "" {
				imputed++
			}
		}
		all, err := d.reader(t, store.Within([]assess.RegionCode{region}, nil, store.NoCases)).Ground(context.Background(), 2022)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(mine.Ground, all); diff != "" {
			t.Errorf("the ground of the year for a reader of %s, -want +got:\n%s", region, diff)
		}
		if imputed != gaps || len(mine.Ground) != len(ground)-1+gaps {
			t.Errorf("a reader of %s sees %d imputed values of %d facts, want %d", region, imputed, len(mine.Ground), gaps)
		}
	}

	// Another year's values are part of the measure: 30 hours of 2021 become 40, and every total of 2022 is computed again.
	later := append([]area{}, measuredAreas...)
	later[8].hours = 40
	d.take("s_all_2022-09-02_080000.csv", releases(later))
	again, _ := d.published(2022)
	if got, want := totals(again)["330482"], 50*(40-10)/32.0+20+30; got-want > 1e-9 || want-got > 1e-9 {
		t.Errorf("after the correction of 2021 the total is %v, want %v", got, want)
	}
}

// alone scores every region of a year by itself, from its values and the ground that is kept, and wants the digits that are kept.
func (d *desk) alone(year int, scores []assess.NodeScore, ground []assess.GroundFact) {
	d.Helper()
	ctx := context.Background()
	pubs, err := d.store.Publications(ctx)
	if err != nil {
		d.Fatal(err)
	}
	runs := map[string]uint64{}
	for part, p := range pubs {
		if name, ok := cutValue(part.Name); ok && part.Period.Year() == year {
			runs[name] = p.Run
		}
	}
	values, err := d.store.ValuesOf(ctx, runs, year)
	if err != nil {
		d.Fatal(err)
	}
	frozen, err := scoring.FrozenOf(year, ground)
	if err != nil {
		d.Fatal(err)
	}
	of, kept := map[assess.RegionCode][]assess.Value{}, map[assess.RegionCode][]assess.NodeScore{}
	for _, v := range values {
		if v.Period.Kind == assess.Year {
			of[v.Region] = append(of[v.Region], v)
		}
	}
	for _, n := range scores {
		n.Rank = 0 // among others
		kept[n.Region] = append(kept[n.Region], n)
	}
	if len(kept) == 0 {
		d.Fatal("no region is scored")
	}
	for region, want := range kept {
		result, err := scoring.Compute(d.planner.Computer.Schemes[year], scoring.Inputs(of[region]), scoring.Options{Frozen: frozen, LeaveOut: true})
		if err != nil {
			d.Fatalf("%s alone: %v", region, err)
		}
		if diff := cmp.Diff(want, result.Units[0].NodeScores()); diff != "" {
			d.Errorf("%s alone, by what is kept, -want +got:\n%s", region, diff)
		}
	}
}

// A value that is missing is the last one of the years before, and follows it; of its own year alone the scores do not move.
func TestTheLastValueStandsIn(t *testing.T) {
	t.Parallel()
	d := measuredDesk(t, "within: panel", "within: year", "impute: median", "impute: last", "treat: {winsorise: 2}", "treat: none")
	areas := append([]area{{"330483", 2021, 50, 2, true}}, measuredAreas...)
	d.take("s_all_2022-09-01_080000.csv", releases(areas))
	scores, ground := d.published(2022)
	// RP03 within 2022 from 10 to 90; RP05 from 25 to 100, and 50 stands in.
	want := map[string]float64{"330482": 50 + 20 + 30, "330483": 20 + 30*25/75.0}
	got := totals(scores)
	if diff := cmp.Diff(want, map[string]float64{"330482": got["330482"], "330483": got["330483"]}, nearly); diff != "" {
		t.Errorf("totals, -want +got:\n%s", diff)
	}
	d.alone(2022, scores, ground)
	areas[0].online = 4
	d.take("s_all_2022-09-02_080000.csv", releases(areas))
	scores, _ = d.published(2022)
	got = totals(scores)
	if diff := cmp.Diff(map[string]float64{"330482": 100, "330483": 50}, map[string]float64{"330482": got["330482"], "330483": got["330483"]}, nearly); diff != "" {
		t.Errorf("totals after the value of 2021 is another, -want +got:\n%s", diff)
	}
}

// A scheme of frozen frontiers takes nothing from the values, so nothing is kept of it.
func TestFrozenFrontiersKeepNoGround(t *testing.T) {
	t.Parallel()
	d := settle(t, func(p *place) { p.Schemes = map[int]string{2022: tinyScheme} })
	d.take("s_all_2022-09-01_080000.csv", snapshot(row("K1", "2022-03-01 12:00:00", 1)))
	if rows := d.ask("SELECT count() FROM score_ground"); rows[0][0] != "0" {
		t.Errorf("%s rows of ground, want none", rows[0][0])
	}
	if s := d.planner.Computer.Schemes[2022]; s.Within != scheme.OwnYear {
		t.Errorf("a scheme that is silent measures within %q", s.Within)
	}
}
