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

// Cases are counted again from the files' bytes, with a calendar of the test's own.
var daysOff = dates(map[string]string{
	"2019": "01-01 02-04 02-05 02-06 02-07 02-08 02-09 02-10 04-05 04-06 04-07 05-01 05-02 05-03 05-04 06-07 06-08 06-09 09-13 09-14 09-15 10-01 10-02 10-03 10-04 10-05 10-06 10-07",
	"2020": "01-01 01-24 01-25 01-26 01-27 01-28 01-29 01-30 01-31 02-01 02-02 04-04 04-05 04-06 05-01 05-02 05-03 05-04 05-05 06-25 06-26 06-27 10-01 10-02 10-03 10-04 10-05 10-06 10-07 10-08",
	"2021": "01-01 01-02 01-03 02-11 02-12 02-13 02-14 02-15 02-16 02-17 04-03 04-04 04-05 05-01 05-02 05-03 05-04 05-05 06-12 06-13 06-14 09-19 09-20 09-21 10-01 10-02 10-03 10-04 10-05 10-06 10-07",
	"2022": "01-01 01-02 01-03 01-31 02-01 02-02 02-03 02-04 02-05 02-06 04-03 04-04 04-05 04-30 05-01 05-02 05-03 05-04 06-03 06-04 06-05 09-10 09-11 09-12 10-01 10-02 10-03 10-04 10-05 10-06 10-07 12-31",
})

var makeUp = dates(map[string]string{
	"2019": "02-02 02-03 04-28 05-05 09-29 10-12",
	"2020": "01-19 04-26 05-09 06-28 09-27 10-10",
	"2021": "02-07 02-20 04-25 05-08 09-18 09-26 10-09",
	"2022": "01-29 01-30 04-02 04-24 05-07 10-08 10-09",
})

func dates(years map[string]string) map[string]bool {
	set := map[string]bool{}
	for year, text := range years {
		for _, d := range strings.Fields(text) {
			set[year+"-"+d] = true
		}
	}
	return set
}

// workdays counts the working days in (from, to] that no stop covers.
func workdays(from, to time.Time, stops [][2]time.Time) int {
	n := 0
	for d := from.AddDate(0, 0, 1); !d.After(to); d = d.AddDate(0, 0, 1) {
		name := d.Format(time.DateOnly)
		works := d.Weekday() != time.Saturday && d.Weekday() != time.Sunday && !daysOff[name] || makeUp[name]
		for _, s := range stops {
			if d.After(s[0]) && !d.After(s[1]) {
				works = false
			}
		}
		if works {
			n++
		}
	}
	return n
}

func dayOf(at time.Time) time.Time { return at.Truncate(24 * time.Hour) }

var never = time.Date(2149, 1, 1, 0, 0, 0, 0, time.UTC)

func TestRecountCases(t *testing.T) {
	for _, o := range []demo.Options{{}, {Seed: 99}} {
		dir, truth := write(t, o)
		lines, current, stops := map[string]row{}, map[string]row{}, map[string][][2]time.Time{} // lines by code and first day
		want, got := map[string]demo.FileCount{}, map[string]demo.FileCount{}
		read := func(source string, take func(r row, f *demo.FileCount)) {
			for _, f := range truth.Files {
				if f.Source != source {
					continue
				}
				want[f.Name] = f
				raw, err := os.ReadFile(filepath.Join(dir, "inbox", f.Source, f.Name))
				if err != nil {
					t.Fatal(err)
				}
				c := demo.FileCount{Source: f.Source, Name: f.Name, AsOf: f.AsOf, Encoding: f.Encoding}
				for _, r := range rows(t, raw) {
					c.Read++
					take(r, &c)
				}
				c.Rejected = c.Read - c.Accepted
				got[f.Name] = c
			}
		}
		newest, refused := map[string]string{}, map[string][]string{} // files of a source that sends its whole list; files by the number of a rejected row
		taken := func(r row, c *demo.FileCount, no string, ok bool) {
			if r["同步类型"] == "" {
				newest[c.Source] = c.Name
			}
			no = c.Source + no
			if !ok {
				refused[no] = append(refused[no], c.Name)
				return
			}
			c.Accepted++
			for _, name := range refused[no] {
				if name != c.Name {
					f := got[name]
					f.Mended++
					got[name] = f
				}
			}
			refused[no] = slices.DeleteFunc(refused[no], func(name string) bool { return name != c.Name })
		}
		number := func(s string) int {
			n, err := strconv.Atoi(s)
			if err != nil {
				return -1
			}
			return n
		}
		read("matter", func(r row, c *demo.FileCount) {
			if legal := number(r["法定时限"]); legal < 0 || number(r["承诺时限"]) <= legal {
				lines[r["实施编码"]+r["启用日期"]] = r
				c.Accepted++
			}
		})
		if n := truth.Sources["matter"].Live; n != len(lines) {
			t.Errorf("%d lines stand on the list of matters, want %d", len(lines), n)
		}
		// listed is the line of a matter on a day; nil if it was not on the list.
		listed := func(code, on string) row {
			for _, r := range lines {
				if r["实施编码"] == code && r["启用日期"] <= on && (r["停用日期"] == "" || on < r["停用日期"]) {
					return r
				}
			}
			return nil
		}
		read("special_procedure", func(r row, c *demo.FileCount) {
			from, _ := moment(r["开始时间"])
			to, _ := moment(r["结束时间"])
			if r["结束时间"] == "" {
				to = never
			}
			if !to.Before(from) {
				stops[r["办件编号"]] = append(stops[r["办件编号"]], [2]time.Time{dayOf(from), dayOf(to)})
				c.Accepted++
			}
		})
		seen := map[string]bool{}
		read("service_case", func(r row, c *demo.FileCount) {
			accepted, _ := moment(r["受理时间"])
			result, _ := moment(r["办结时间"])
			line := c.Name + r["办件编号"] + r["同步类型"]
			if seen[line] || listed(r["实施编码"], accepted.Format(time.DateOnly)) == nil || number(r["到场次数"]) < 0 || !strings.Contains("网上 掌上 自助 窗口 电话", r["申请渠道"]) ||
				accepted.Format(time.DateOnly) > c.AsOf || r["办结时间"] != "" && result.Before(accepted) {
				taken(r, c, r["办件编号"], false)
				return
			}
			seen[line] = true
			taken(r, c, r["办件编号"], true)
			if current[r["办件编号"]] = r; r["同步类型"] == "D" {
				delete(current, r["办件编号"])
				c.Deleted++
			}
		})
		if len(current) != truth.Sources["service_case"].Live {
			t.Errorf("%d cases stand at the end, want %d", len(current), truth.Sources["service_case"].Live)
		}
		figures := map[string]map[string][2]int{}
		add := func(code string, at time.Time, numerator, denominator int) {
			for _, period := range []string{at.Format("2006"), at.Format("2006-01")} {
				if figures[code] == nil {
					figures[code] = map[string][2]int{}
				}
				f := figures[code][period]
				figures[code][period] = [2]int{f[0] + numerator, f[1] + denominator}
			}
		}
		one := func(yes bool) int {
			if yes {
				return 1
			}
			return 0
		}
		asOf := time.Date(2022, 9, 30, 0, 0, 0, 0, time.UTC)
		var late []string
		for no, r := range current {
			at, _ := moment(r["受理时间"])
			accepted := dayOf(at)
			promised, err := time.Parse(time.DateOnly, r["承诺办结日期"])
			if err != nil {
				t.Fatal(err)
			}
			promise := workdays(accepted, promised, nil)
			if r["办结时间"] == "" {
				// while its clock stands nobody knows when it is due; what is due on the as-of day still has that day
				standing := false
				for _, s := range stops[no] {
					standing = standing || s[1].Equal(never)
				}
				if !standing && !promised.After(asOf) && dueBefore(accepted, asOf, promise, stops[no]) {
					add("GS03", promised, 0, 1)
					late = append(late, no)
				}
				continue
			}
			finished, _ := moment(r["办结时间"])
			result := dayOf(finished)
			net := workdays(accepted, result, stops[no])
			line := listed(r["实施编码"], accepted.Format(time.DateOnly))
			if days := number(line["承诺时限"]); days != promise {
				t.Fatalf("case %s has a promise of %d working days, the list one of %d", no, promise, days)
			}
			switch line["主题"] {
			case "企业开办":
				add("SB01", result, net, 1)
				add("SB02", result, number(r["环节数"]), 1)
				add("SB03", result, one((r["申请渠道"] == "网上" || r["申请渠道"] == "掌上") && r["到场次数"] == "0"), 1)
			case "企业注销":
				add("SB04", result, net, 1)
			case "竣工验收备案":
				add("CP04", result, net, 1)
			case "信用修复":
				add("MR02", result, net, 1)
			case "转移登记":
				add("RP01", result, officeMinutes(at, finished)-420*(workdays(accepted, result, nil)-net), 1)
			case "抵押首次登记":
				add("RP02", result, officeMinutes(at, finished)-420*(workdays(accepted, result, nil)-net), 1)
			}
			add("GS01", result, one(r["申请渠道"] == "网上" || r["申请渠道"] == "掌上"), 1)
			add("GS03", result, one(net <= promise), 1)
			if promise > 0 {
				add("GS04", result, net, promise)
			}
			add("GS05", result, one(r["办理类型"] == "即办件" && result.Equal(accepted)), 1)
			add("GS06", result, one(r["到场次数"] == "0"), 1)
			if r["满意度"] != "" {
				add("GS07", result, one(number(r["满意度"]) >= 4), 1)
			}
		}
		slices.Sort(late)
		lateTold := slices.Clone(truth.Late["service_case"])
		slices.Sort(lateTold)
		if diff := cmp.Diff(late, lateTold); diff != "" || len(late) == 0 {
			t.Errorf("late cases (-files +truth):\n%s", diff)
		}
		for source, h := range otherHeaders {
			live := map[string]row{}
			read(source, func(r row, c *demo.FileCount) {
				at, _ := moment(r[h.accepted])
				ok := listed(r[h.code], at.Format(time.DateOnly)) != nil
				if ok {
					live[r[h.no]] = r
				}
				taken(r, c, r[h.no], ok)
			})
			for no, r := range live {
				at, _ := moment(r[h.accepted])
				topic := listed(r[h.code], at.Format(time.DateOnly))["主题"]
				accepted := dayOf(at)
				promised, _ := time.Parse(time.DateOnly, r[h.promised])
				onTime := map[string]string{"投诉举报": "MR03", "政策兑现": "IN06"}[topic]
				if r[h.result] == "" {
					if onTime != "" && promised.Before(asOf) {
						add(onTime, promised, 0, 1)
					}
					continue
				}
				at, _ = moment(r[h.result])
				result := dayOf(at)
				net := workdays(accepted, result, stops[no])
				days := int(result.Sub(accepted).Hours() / 24)
				for _, s := range stops[no] {
					days -= int(s[1].Sub(s[0]).Hours() / 24)
				}
				switch topic {
				case "用水报装", "用气报装":
					add(map[string]string{"用水报装": "WG01", "用气报装": "WG02"}[topic], result, net, 1)
					add("WG03", result, one(r["受理渠道"] == "网上"), 1)
				case "劳动仲裁":
					add("LM01", result, days, 1)
				case "劳动调解":
					add("LM02", result, one(r["结案方式"] == "调解成功"), 1)
				case "专利纠纷":
					add("IP02", result, days, 1)
				default:
					add(onTime, result, one(net <= workdays(accepted, promised, nil)), 1)
				}
			}
			if len(live) != truth.Sources[source].Live {
				t.Errorf("%s: %d cases stand at the end, want %d", source, len(live), truth.Sources[source].Live)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("seed %d: counts of files, -truth +recount:\n%s", truth.Seed, diff)
		}
		mended := 0
		for name, f := range got {
			_, other := otherHeaders[f.Source]
			if f.Source != "service_case" && !other || newest[f.Source] != "" && newest[f.Source] != name {
				continue
			}
			at, err := time.Parse(time.DateOnly, f.AsOf)
			if err != nil {
				t.Fatal(err)
			}
			add("GS08", at, f.Accepted, f.Read-f.Mended)
			mended += f.Mended
		}
		if rejected := truth.Sources["service_case"].Rejected; mended == 0 || mended == rejected {
			t.Errorf("of %d rejected cases %d were mended later, want some", rejected, mended)
		}
		for month := time.Date(2019, 1, 1, 0, 0, 0, 0, time.UTC); month.Before(asOf); month = month.AddDate(0, 1, 0) {
			end := month.AddDate(0, 1, -1).Format(time.DateOnly)
			less, legal := 0, 0
			for _, r := range lines {
				if days := number(r["法定时限"]); r["办理类型"] == "承诺件" && days > 0 && r["启用日期"] <= end && (r["停用日期"] == "" || r["停用日期"] > end) {
					less, legal = less+days-number(r["承诺时限"]), legal+days
				}
			}
			if figures["GS02"] == nil {
				figures["GS02"] = map[string][2]int{}
			}
			figures["GS02"][end[:7]], figures["GS02"][end[:4]] = [2]int{less, legal}, [2]int{less, legal}
		}
		told := map[string]map[string][2]int{}
		for code, periods := range truth.Indicators {
			if figures[code] == nil && !strings.HasPrefix(code, "GS") {
				continue
			}
			told[code] = map[string][2]int{}
			for period, f := range periods {
				told[code][period] = [2]int{int(f.Numerator), int(*f.Denominator)}
				if code == "RP01" || code == "RP02" { // hours there, minutes here
					told[code][period] = [2]int{int(math.Round(f.Numerator * 60)), int(*f.Denominator)}
				}
			}
		}
		if diff := cmp.Diff(told, figures); diff != "" {
			t.Errorf("seed %d: figures, -truth +recount:\n%s", truth.Seed, diff)
		}
	}
}

// otherHeaders are those of the files of cases beside government services.
var otherHeaders = map[string]struct{ no, code, accepted, promised, result string }{
	"connection_case": {"报装编号", "业务编码", "受理时间", "承诺完成日期", "通水通气时间"},
	"labour_case":     {"案号", "案件类别编码", "受理日期", "", "结案日期"},
	"patent_case":     {"案号", "案由编码", "立案日期", "", "结案日期"},
	"complaint_case":  {"登记编号", "类别编码", "受理时间", "办结期限", "办结时间"},
	"policy_case":     {"兑现编号", "政策编码", "受理时间", "兑现期限", "到账时间"},
}

// officeMinutes counts the minutes between two moments in which the office was open, one by one.
func officeMinutes(from, to time.Time) int {
	n := 0
	for at := from; at.Before(to); at = at.Add(time.Minute) {
		minute := at.Hour()*60 + at.Minute()
		open := minute >= 510 && minute < 720 || minute >= 810 && minute < 1020
		if day := dayOf(at); open && workdays(day.AddDate(0, 0, -1), day, nil) == 1 {
			n++
		}
	}
	return n
}

// dueBefore says that the day on which the promised working days had passed lies before the as-of day.
func dueBefore(accepted, asOf time.Time, promise int, stops [][2]time.Time) bool {
	for d := accepted; d.Before(asOf); d = d.AddDate(0, 0, 1) {
		if workdays(accepted, d, stops) >= promise {
			return true
		}
	}
	return false
}

// TestEarlierYearsAreAsTheyWereHandedIn checks that the cases of the years before 2022 come to about what peers.csv says of them.
func TestEarlierYearsAreAsTheyWereHandedIn(t *testing.T) {
	text, err := os.ReadFile("peers.csv")
	if err != nil {
		t.Fatal(err)
	}
	// how far a year may lie off where a hundred cases have the value, in the unit of the indicator
	within := map[string]float64{
		"SB01": 0.1, "SB02": 0.1, "SB03": 3, "SB04": 0.3, "CP04": 0.2, "MR02": 0.2, "RP01": 0.5, "RP02": 0.5, "WG01": 0.1, "WG02": 0.1, "WG03": 1,
		"LM01": 0.5, "LM02": 1, "IP02": 2, "MR03": 0.1, "IN06": 0.5, "AP04": 0.3, "AP05": 0.3,
		"BT01": 0.6, "BT02": 0.2, "BT03": 0.05, "GP01": 0.1, "GP02": 0.05, "AP01": 0.1, "AP06": 1.7, "IP04": 0.1, "IN01": 0.9, "IN02": 0.9, "IN03": 0.3, "GP03": 2, "MR01": 0.9, "CP01": 0.3, "CP09": 0.9, "GS01": 0.1, "GS03": 0.1, "GS05": 0.4, "GS06": 0.1, "GS07": 0.1,
		"GS02": 3, // matters of 2022 promise so much that less cannot have been promised before: see promisedBefore
		"GS04": 6, // and the topics above need more days than this leaves them
	}
	for _, o := range []demo.Options{{}, {Seed: 1}, {Seed: 99}} {
		_, truth := write(t, o)
		before := map[string]float64{}
		for line := range strings.Lines(string(text)) {
			cells := strings.Split(strings.TrimSpace(line), ",")
			code := cells[0]
			if within[code] == 0 {
				continue
			}
			for i, year := range []string{"2019", "2020", "2021"} {
				want, err := strconv.ParseFloat(cells[8+i], 64)
				if err != nil {
					t.Fatal(err)
				}
				f, ok := truth.Indicators[code][year]
				if got := f.Value; !ok || math.Abs(got-want) > within[code] {
					t.Errorf("seed %d: %s of %s = %v, want %v or nearly so", truth.Seed, code, year, got, want)
				}
				if code == "GS02" && f.Value < before[code] {
					t.Errorf("seed %d: offices promise more time in %s than in the year before", truth.Seed, year)
				}
				before[code] = f.Value
			}
		}
		if len(before) != len(within) {
			t.Errorf("%d indicators were compared, want %d", len(before), len(within))
		}
	}
}
