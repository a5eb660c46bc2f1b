package demo_test

import (
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"yingshang/etl/demo"
)

// acceptanceCounter holds what stands while the files of acceptances are read, oldest first.
type acceptanceCounter struct {
	t        *testing.T
	ledger   map[string]row
	platform map[string]row
	opinions map[string]row
	slips    map[string]row
	figures  map[string]map[string][2]int
	net      map[string][]int // by period, the days of CP03
	ended    []ending
}

// realTime says that a field is empty or a time that exists, not after the day of the file and not before another time.
func realTime(text, fileDay, notBefore string) bool {
	at, ok := moment(text)
	first, _ := moment(notBefore)
	return ok && (text == "" || at.Format(time.DateOnly) <= fileDay && !at.Before(first))
}

func (c *acceptanceCounter) accepts(source, fileDay string, r row) bool {
	switch source {
	case "acceptance", "acceptance_ledger":
		result, word := r["意见书出具时间"]+r["出件时间"], r["结果"]+r["验收结果"]
		return r["验收编号"]+r["联合验收编号"] != "" && (r["验收方式"] == "联合验收" || r["验收方式"] == "单独验收") && r["受理时间"] != "" &&
			realTime(r["受理时间"], fileDay, "") && realTime(result, fileDay, r["受理时间"]) && (result == "") == (word == "")
	case "acceptance_opinion":
		asked, _ := moment(r["征求时间"])
		return strings.Contains("建设 自然资源 人防 气象 规划 绿化 消防", r["部门"]) && r["应出具日期"] >= asked.Format(time.DateOnly) &&
			realTime(r["征求时间"], fileDay, "") && realTime(r["出具时间"], fileDay, r["征求时间"]) && (r["出具时间"] == "") == (r["意见"] == "")
	}
	items, err := strconv.Atoi(r["整改项数"])
	return err == nil && items > 0 && realTime(r["开出时间"], fileDay, "") && realTime(r["复查通过时间"], fileDay, r["开出时间"])
}

func (c *acceptanceCounter) file(f demo.FileCount, raw []byte) demo.FileCount {
	got := demo.FileCount{Source: f.Source, Name: f.Name, AsOf: f.AsOf, Encoding: f.Encoding}
	standing := map[string]map[string]row{"acceptance": c.platform, "acceptance_ledger": c.ledger, "acceptance_opinion": c.opinions, "rectification_slip": c.slips}[f.Source]
	seen := map[string]bool{}
	for _, r := range rows(c.t, raw) {
		got.Read++
		key := r["整改单编号"]
		if key == "" {
			key = r["验收编号"] + r["联合验收编号"] + r["部门"]
		}
		if seen[key] || !c.accepts(f.Source, f.AsOf, r) {
			got.Rejected++
			continue
		}
		got.Accepted++
		seen[key] = true
		if standing[key] = r; r["同步类型"] == "D" {
			delete(standing, key)
			got.Deleted++
		}
	}
	if f.Source == "acceptance_ledger" { // the whole list: what it lacks is gone
		for key := range standing {
			if !seen[key] {
				delete(standing, key)
				got.Deleted++
			}
		}
	}
	return got
}

// add counts a numerator and a denominator in the month and in the year of a day.
func (c *acceptanceCounter) add(code string, at time.Time, numerator, denominator int) {
	for _, period := range []string{at.Format("2006"), at.Format("2006-01")} {
		if c.figures[code] == nil {
			c.figures[code] = map[string][2]int{}
		}
		f := c.figures[code][period]
		c.figures[code][period] = [2]int{f[0] + numerator, f[1] + denominator}
	}
}

func oneIf(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

func (c *acceptanceCounter) count() {
	stops := map[string][][2]time.Time{}
	for _, r := range c.slips {
		from, _ := moment(r["开出时间"])
		to, _ := moment(r["复查通过时间"])
		if r["复查通过时间"] == "" {
			to = never
		} else {
			c.add("CP07", to, workdays(dayOf(from), dayOf(to), nil), 1)
		}
		stops[r["验收编号"]] = append(stops[r["验收编号"]], [2]time.Time{dayOf(from), dayOf(to)})
	}
	for _, r := range c.opinions {
		given, _ := moment(r["出具时间"])
		due, err := time.Parse(time.DateOnly, r["应出具日期"])
		if err != nil {
			c.t.Fatal(err)
		}
		switch {
		case r["出具时间"] != "":
			c.add("CP08", given, oneIf(!dayOf(given).After(due)), 1)
		case r["应出具日期"] < demo.AsOf:
			c.add("CP08", due, 0, 1)
		}
	}
	for no, r := range c.ledger {
		if c.platform[no] == nil { // what both tell of counts once
			c.acceptance(no, r, stops[no], false)
		}
	}
	for no, r := range c.platform {
		c.acceptance(no, r, stops[no], true)
	}
}

func (c *acceptanceCounter) acceptance(no string, r row, stops [][2]time.Time, platform bool) {
	accepted, _ := moment(r["受理时间"])
	result, _ := moment(r["意见书出具时间"] + r["出件时间"])
	if result.IsZero() {
		return
	}
	joint := r["验收方式"] == "联合验收"
	c.add("CP05", result, oneIf(joint), 1)
	net := workdays(dayOf(accepted), dayOf(result), stops)
	whole := workdays(dayOf(accepted), dayOf(result), nil)
	c.ended = append(c.ended, ending{month: result.Format("2006-01"), took: float64(net), whole: float64(whole), old: !joint})
	if !joint {
		return
	}
	c.add("CP02", result, net, 1)
	c.add("CP06", result, oneIf(len(stops) == 0 && r["结果"]+r["验收结果"] == "通过"), 1)
	for _, period := range []string{result.Format("2006"), result.Format("2006-01")} {
		c.net[period] = append(c.net[period], net)
	}
	if accepted.Format("2006-01") >= "2022-08" {
		c.add("CP10", result, oneIf(platform), 1)
	}
}

// TestRecountAcceptances counts the files of acceptances again from their bytes.
func TestRecountAcceptances(t *testing.T) {
	for _, o := range []demo.Options{{}, {Seed: 99}} {
		dir, truth := write(t, o)
		c := &acceptanceCounter{
			t: t, ledger: map[string]row{}, platform: map[string]row{}, opinions: map[string]row{}, slips: map[string]row{},
			figures: map[string]map[string][2]int{}, net: map[string][]int{},
		}
		want, got := map[string]demo.FileCount{}, map[string]demo.FileCount{}
		for _, f := range truth.Files {
			if !strings.HasPrefix(f.Source, "acceptance") && f.Source != "rectification_slip" {
				continue
			}
			raw, err := os.ReadFile(filepath.Join(dir, "inbox", f.Source, f.Name))
			if err != nil {
				t.Fatal(err)
			}
			want[f.Name], got[f.Name] = f, c.file(f, raw)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("seed %d: counts of files, -truth +recount:\n%s", truth.Seed, diff)
		}
		live := map[string]int{"acceptance": len(c.platform), "acceptance_ledger": len(c.ledger), "acceptance_opinion": len(c.opinions), "rectification_slip": len(c.slips)}
		for source, n := range live {
			if truth.Sources[source].Live != n {
				t.Errorf("seed %d: %d rows of %s stand at the end, want %d", truth.Seed, n, source, truth.Sources[source].Live)
			}
		}
		c.count()
		compareReform(t, truth, "joint_acceptance", "2019-07", c.ended)
		given, judged := 0, map[string]bool{}
		for _, r := range c.opinions {
			if r["出具时间"] != "" {
				given++
				judged[r["验收编号"]] = true
			}
		}
		if r := truth.Reforms["joint_acceptance"]; r.Opinions != given || r.OpinionsCases != len(judged) || given == 0 {
			t.Errorf("seed %d: the truth says %d opinions on %d acceptances, the files %d on %d", truth.Seed, r.Opinions, r.OpinionsCases, given, len(judged))
		}
		told := map[string]map[string][2]int{}
		for code, periods := range truth.Indicators {
			if !strings.HasPrefix(code, "CP") || slices.Contains([]string{"CP01", "CP03", "CP04", "CP09"}, code) {
				continue
			}
			told[code] = map[string][2]int{}
			for period, f := range periods {
				told[code][period] = [2]int{int(f.Numerator), int(*f.Denominator)}
			}
		}
		if diff := cmp.Diff(told, c.figures); diff != "" {
			t.Errorf("seed %d: figures, -truth +recount:\n%s", truth.Seed, diff)
		}
		if len(truth.Indicators["CP03"]) != len(c.net) {
			t.Errorf("seed %d: CP03 has %d periods, want %d", truth.Seed, len(truth.Indicators["CP03"]), len(c.net))
		}
		for period, days := range c.net {
			slices.Sort(days)
			h := 0.9 * float64(len(days)-1)
			low := int(math.Floor(h + 1e-9))
			p90 := float64(days[low])
			if low+1 < len(days) {
				p90 += (h - float64(low)) * float64(days[low+1]-days[low])
			}
			if f := truth.Indicators["CP03"][period]; math.Abs(f.Value-p90) > 1e-9 || f.N != len(days) {
				t.Errorf("seed %d: CP03 of %s is %v of %d, want %v of %d", truth.Seed, period, f.Value, f.N, p90, len(days))
			}
		}
	}
}

// TestAcceptancesOfTheArticle checks what is known of them, whatever the seed: over 400, and 19 in platform 3.0.
func TestAcceptancesOfTheArticle(t *testing.T) {
	for _, o := range []demo.Options{{}, {Seed: 1}, {Seed: 77, Scale: 0.001}, {Seed: math.MaxUint64}} {
		_, truth := write(t, o)
		joint := 0.0
		for _, year := range []string{"2019", "2020", "2021", "2022"} {
			joint += truth.Indicators["CP05"][year].Numerator
		}
		if f := truth.Indicators["CP10"]["2022"]; joint < 400 || f.Numerator != 19 || *f.Denominator != 20 || truth.Sources["acceptance"].Live != 19 {
			t.Errorf("%+v: %v joint acceptances, platform %+v, %d rows, want over 400, 19 of 20, 19", o, joint, f, truth.Sources["acceptance"].Live)
		}
		if f := truth.Indicators["CP02"]["2022"]; f.Value > 6 {
			t.Errorf("%+v: %v working days in 2022, want about a week", o, f.Value)
		}
	}
}
