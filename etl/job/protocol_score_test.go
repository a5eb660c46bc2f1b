package job_test

import (
	"context"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"yingshang/dashboards/assess"
)

// tinyScheme has two indicators with the frontier of 2022: hours from payoff to release, and the share that went online.
var tinyScheme = schemeOf("tiny-2022", `
  - id: T08
    name: {zh: 登记财产, en: Registering property}
    indicators:
      - {id: RP03, weight: 60, best: 1, worst: 96, target: 1, min_sample: 30}
      - {id: RP04, weight: 40, best: 100, worst: 60, target: 99, min_sample: 30}
`)

// schemeOf is a scheme of 2022 with themes of a test's own.
func schemeOf(id, themes string) string {
	return "scheme: " + id + `
year: 2022
title: {zh: 试验方案, en: Scheme of a test}
population: county
note: {zh: 试验用, en: For a test}
normalise: goalposts
aggregate: arithmetic
decimals: 2
missing: {small_sample: redistribute, missing: redistribute, not_applicable: redistribute, no_practice: zero}
coverage: 0.5
coverage_by: weight
tiers:
  - {tier: 1, name: {zh: 第一档, en: Tier 1}, from: 85, status: estimated}
  - {tier: 2, name: {zh: 第二档, en: Tier 2}}
themes:` + themes
}

// One record is corrected, and value, score and contribution change by what is worked out by hand.
func TestOneRecordMovesTheScoreByWhatIsWorkedOutByHand(t *testing.T) {
	t.Parallel()
	d := settle(t, func(p *place) { p.Schemes = map[int]string{2022: tinyScheme} })
	// 40 releases of 10 hours each, all online. One becomes a window case of 50 hours.
	file := func(last string) string {
		var rows []string
		for i := range 39 {
			rows = append(rows, row(fmt.Sprintf("K%02d", i), "2022-03-01 12:00:00", 1))
		}
		return snapshot(append(rows, last)...)
	}
	window := "K39,330482,平湖工行,2022-03-01 02:00:00,2022-03-01 02:00:00,银行,2022-03-03 04:00:00,窗口,1"
	d.take("s_all_2022-09-01_080000.csv", file(row("K39", "2022-03-01 12:00:00", 1)))
	before := d.scores()
	d.take("s_all_2022-09-02_080000.csv", file(window))
	after := d.scores()

	// RP03: 400 h / 40 = 10 h, then 440 h / 40 = 11 h; score 100·(96−x)/95; it weighs 60 of 100 points.
	// RP04: 40 of 40 = 100 %, then 39 of 40 = 97.5 %; score 100·(60−x)/(60−100); it weighs 40.
	want := map[string][2]float64{
		"RP03 value":        {10, 11},
		"RP04 value":        {100, 97.5},
		"RP03 score":        {100 * 86.0 / 95, 100 * 85.0 / 95},
		"RP04 score":        {100, 93.75},
		"RP03 contribution": {60 * 86.0 / 95, 60 * 85.0 / 95},
		"RP04 contribution": {40, 37.5},
		"total":             {60*86.0/95 + 40, 60*85.0/95 + 37.5},
	}
	for name, pair := range want {
		for i, got := range []float64{before[name], after[name]} {
			if math.Abs(got-pair[i]) > 0.005+1e-9 { // scores are kept on two decimals
				t.Errorf("%s, state %d = %v, want %v", name, i, got, pair[i])
			}
		}
	}
	if diff := (after["total"] - before["total"]) - (-60.0/95 - 2.5); math.Abs(diff) > 0.01 {
		t.Errorf("the total changed by %v, want %v", after["total"]-before["total"], -60.0/95-2.5)
	}
	if parts := after["RP03 contribution"] + after["RP04 contribution"]; math.Abs(parts-after["total"]) > 1e-9 {
		t.Errorf("contributions add up to %v, the total is %v", parts, after["total"])
	}
}

// scores reads the published values and scores of 2022.
func (d *desk) scores() map[string]float64 {
	d.Helper()
	found := map[string]float64{}
	for _, code := range []string{"RP03", "RP04"} {
		found[code+" value"] = d.values()["330482 "+code+" 2022"][2]
	}
	pubs, err := d.store.Publications(context.Background())
	if err != nil {
		d.Fatal(err)
	}
	run := uint64(0)
	for part, p := range pubs {
		if part.Name == "score" && part.Period.Equal(time.Date(2022, 1, 1, 0, 0, 0, 0, assess.Zone)) {
			run = p.Run
		}
	}
	for _, r := range d.ask(fmt.Sprintf("SELECT node, depth, toString(score), toString(contribution) FROM score WHERE run = %d AND region_code = '330482'", run)) {
		var score, contribution float64
		if _, err := fmt.Sscan(r[2], &score); err != nil {
			d.Fatalf("score of %s = %q", r[0], r[2])
		}
		if _, err := fmt.Sscan(r[3], &contribution); err != nil && r[1] != "0" {
			d.Fatalf("contribution of %s = %q", r[0], r[3])
		}
		if r[1] == "0" {
			found["total"] = score
		}
		found[r[0]+" score"], found[r[0]+" contribution"] = score, contribution
	}
	return found
}

// A prefecture is ranked among prefectures, by their cut-offs; a region that no list has belongs to the scheme's own population.
func TestPopulationsAreRankedAmongThemselves(t *testing.T) {
	t.Parallel()
	others := `tiers_of:
  prefecture:
    - {tier: 1, name: {zh: 第一档, en: Tier 1}, from: 99.9, status: announced}
    - {tier: 2, name: {zh: 第二档, en: Tier 2}}
themes:`
	d := settle(t, func(p *place) { p.Schemes = map[int]string{2022: strings.Replace(tinyScheme, "themes:", others, 1)} })
	hours := map[string]string{"330482": "12:00:00", "999901": "14:00:00", "330400": "11:00:00", "330200": "13:00:00"}
	var rows []string
	for region, at := range hours {
		for i := range 30 { // paid off at two in the night
			rows = append(rows, fmt.Sprintf("%s-%02d,%s,平湖工行,2022-03-01 02:00:00,2022-03-01 02:00:00,银行,2022-03-01 %s,线上,1", region, i, region, at))
		}
	}
	d.take("s_all_2022-09-01_080000.csv", snapshot(rows...))
	got, err := d.place.ask("SELECT region_code, rank, tier FROM score WHERE node = 'total' ORDER BY region_code")
	if err != nil {
		t.Fatal(err)
	}
	// Scores: 60·(96−x)/95 + 40 with x = 10, 12, 9 and 11 hours: 94.3, 93.1, 94.9, 93.7.
	want := [][]string{{"330200", "2", "2"}, {"330400", "1", "2"}, {"330482", "1", "1"}, {"999901", "2", "1"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("region, rank and tier, -want +got:\n%s", diff)
	}
}
