package scheme

import (
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yingshang/dashboards/assess"
)

// fromSQL are the indicators that are described beside their SQL, with their direction.
func fromSQL(t *testing.T) map[assess.IndicatorID]assess.Direction {
	t.Helper()
	files, err := filepath.Glob("../../sql/indicators/*.sql")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	found := map[assess.IndicatorID]assess.Direction{}
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		m := regexp.MustCompile(`(?m)^-- direction: (\w+)$`).FindSubmatch(text)
		if m == nil {
			t.Fatalf("%s has no direction", f)
		}
		d, err := assess.ParseDirection(string(m[1]))
		if err != nil {
			t.Fatal(err)
		}
		found[assess.IndicatorID(strings.TrimSuffix(filepath.Base(f), ".sql"))] = d
	}
	return found
}

func known(t *testing.T) map[assess.IndicatorID]assess.Indicator {
	t.Helper()
	all, err := Dictionary()
	if err != nil {
		t.Fatal(err)
	}
	byID := map[assess.IndicatorID]assess.Indicator{}
	for _, ind := range all {
		byID[ind.ID] = ind
	}
	for id, d := range fromSQL(t) {
		byID[id] = assess.Indicator{ID: id, Direction: d}
	}
	return byID
}

func TestEmbeddedSchemes(t *testing.T) {
	all, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	if got := slices.Sorted(maps.Keys(all)); !slices.Equal(got, []int{2019, 2020, 2021, 2022}) {
		t.Fatalf("years %v", got)
	}
	indicators := known(t)
	for year, s := range all {
		t.Run(s.ID, func(t *testing.T) {
			for _, err := range s.Check(indicators) {
				t.Error(err)
			}
			if s.ID != fmt.Sprintf("zhejiang-county-%d", year) || !strings.Contains(s.Note.ZH, "演示数据") || len(s.Hash()) != 64 {
				t.Errorf("scheme %q, note %q, hash %q", s.ID, s.Note.ZH, s.Hash())
			}
			sum := 0.0
			for i, theme := range s.Root.Children {
				if want := fmt.Sprintf("T%02d", i+1); theme.ID != want {
					t.Errorf("theme %s, want %s", theme.ID, want)
				}
				sum += theme.Weight
			}
			if math.Abs(sum-100) > 1e-9 || len(s.Root.Children) != 19 {
				t.Errorf("%d themes weigh %v, want 19 of 100", len(s.Root.Children), sum)
			}
			if local := s.Root.Children[18]; local.Weight != 0 {
				t.Errorf("%s weighs %v, want 0: it is local, shown and not scored", local.ID, local.Weight)
			}
			wantLeaves := 72
			if year == 2022 {
				wantLeaves = 80
			}
			if got := len(s.Leaves()); got != wantLeaves {
				t.Errorf("%d indicators, want %d", got, wantLeaves)
			}
		})
	}
}

func TestSchemeOf2022(t *testing.T) {
	all, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	s := all[2022]
	got, ok := s.Node("RP03")
	if !ok {
		t.Fatal("no RP03")
	}
	best, worst, target := 1.0, 96.0, 1.0
	want := &Node{
		ID: "RP03", Weight: 1.8, Line: got.Line, Best: &best, Worst: &worst, Direction: assess.LowerIsBetter,
		Transform: Linear, Target: &target, MinSample: 30,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("RP03 (-want +got):\n%s", diff)
	}
	if shown, _ := s.Node("RP06"); shown.Weight != 0 {
		t.Errorf("RP06 weighs %v, want 0: it is shown, not scored", shown.Weight)
	}
	if theme, _ := s.Node("T08"); math.Abs(theme.Weight-9) > 1e-9 || theme.Name.ZH != "登记财产" {
		t.Errorf("T08 = %s, %v, want 登记财产 of 9 points", theme.Name.ZH, theme.Weight)
	}
	cut := func(f float64) *float64 { return &f }
	tiers := []Tier{
		{1, assess.Text{ZH: "第一档", EN: "Tier 1"}, cut(85), Estimated},
		{2, assess.Text{ZH: "第二档", EN: "Tier 2"}, cut(75), Estimated},
		{3, assess.Text{ZH: "第三档", EN: "Tier 3"}, nil, ""},
	}
	if diff := cmp.Diff(tiers, s.Tiers); diff != "" {
		t.Errorf("tiers (-want +got):\n%s", diff)
	}
	if s.Rule(assess.NoPractice) != Zero || s.Rule(assess.SmallSample) != Redistribute || s.Coverage != 0.5 || s.CoverageBy != ByWeight {
		t.Errorf("rules %v, coverage %v by %s", s.Missing, s.Coverage, s.CoverageBy)
	}
	if s.RankDecimals != nil || s.Decimals != 2 || s.Levels() != 2 {
		t.Errorf("rank decimals %v, decimals %d, levels %d", s.RankDecimals, s.Decimals, s.Levels())
	}
}

func TestCheck(t *testing.T) {
	all, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	s := all[2022]
	indicators := known(t)
	delete(indicators, "RP03")
	turned := indicators["SB01"]
	turned.Direction = assess.HigherIsBetter
	indicators["SB01"] = turned
	var got []string
	for _, err := range s.Check(indicators) {
		got = append(got, err.Error())
	}
	sb01, _ := s.Node("SB01")
	rp03, _ := s.Node("RP03")
	want := []string{
		fmt.Sprintf("dashboards/scheme/schemes/2022.yaml:%d: indicator SB01: higher is better, but its best 0.5 and worst 5 say otherwise", sb01.Line),
		fmt.Sprintf(`dashboards/scheme/schemes/2022.yaml:%d: indicator "RP03" is described nowhere (did you mean "AP03"?)`, rp03.Line),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Check (-want +got):\n%s", diff)
	}
}

func TestDictionary(t *testing.T) {
	all, err := Dictionary()
	if err != nil {
		t.Fatal(err)
	}
	offices, err := Departments()
	if err != nil {
		t.Fatal(err)
	}
	names := map[assess.DepartmentCode]assess.Text{}
	for _, d := range offices {
		names[d.Code] = d.Name
	}
	described := fromSQL(t)
	schemes, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	codes := slices.Collect(maps.Keys(described))
	for _, ind := range all {
		codes = append(codes, ind.ID)
	}
	for _, id := range codes {
		used := false
		for _, s := range schemes {
			_, ok := s.Node(string(id))
			used = used || ok
		}
		if !used {
			t.Errorf("%s is described, and in no scheme", id)
		}
	}
	for _, ind := range all {
		if names[ind.Department].ZH == "" {
			t.Errorf("%s: the department %s is not in the list", ind.ID, ind.Department)
		}
		if ind.Feed != assess.FromReport {
			t.Errorf("%s: feed %s, want reported", ind.ID, ind.Feed)
		}
		if _, twice := described[ind.ID]; twice {
			t.Errorf("%s is described beside its SQL already", ind.ID)
		}
	}
	want := assess.Indicator{
		ID: "EL01", Name: assess.Text{ZH: "低压办电平均用时", EN: "Average low-voltage connection time"},
		Unit: assess.Text{ZH: "工作日", EN: "working days"}, Direction: assess.LowerIsBetter, Decimals: 2,
		Formula:     assess.Text{ZH: "平均(用电申请→装表接电)工作日；扣除客户内部工程时间", EN: "mean working days from application to connection; time of the customer's own works is cut out"},
		Numerator:   assess.Text{ZH: "工作日之和", EN: "sum of working days"},
		Denominator: assess.Text{ZH: "低压非居民办电件数", EN: "low-voltage connections of non-residents"},
		Department:  "GDGS", CoOwners: assess.Text{ZH: "市政务服务管理办公室", EN: "Government Services Office"},
		Clock: "workday", Feed: assess.FromReport,
		System: assess.Text{ZH: "电力营销系统", EN: "electricity sales system"},
	}
	i := slices.IndexFunc(all, func(ind assess.Indicator) bool { return ind.ID == want.ID })
	if i < 0 {
		t.Fatalf("%s is not in the dictionary", want.ID)
	}
	if diff := cmp.Diff(want, all[i]); diff != "" {
		t.Errorf("%s (-want +got):\n%s", want.ID, diff)
	}
}

func TestRegions(t *testing.T) {
	all, err := Regions()
	if err != nil {
		t.Fatal(err)
	}
	levels, jiaxing := map[Level]int{}, 0
	var pinghu Region
	for _, r := range all {
		levels[r.Level]++
		if r.Level == County && r.Prefecture == "330400" {
			jiaxing++
		}
		if r.Code == "330482" {
			pinghu = r
		}
	}
	if levels[Prefecture] != 11 || levels[County] != 90 || jiaxing != 7 {
		t.Errorf("%v, %d in Jiaxing, want 11 prefectures, 90 counties, 7 in Jiaxing", levels, jiaxing)
	}
	want := Region{assess.Region{Code: "330482", Name: assess.Text{ZH: "平湖市", EN: "Pinghu City"}}, "330400", County, &Tile{8, 1}}
	if diff := cmp.Diff(want, pinghu); diff != "" {
		t.Errorf("Pinghu (-want +got):\n%s", diff)
	}
}

func TestFaultsOfWordsAndRegions(t *testing.T) {
	tests := []struct {
		name string
		err  error
		want string
	}{
		{"dictionary", second(ParseDictionary("d.yaml", []byte("- id: X\n  direction: up\n  clock: workdays\n  decimals: -1\n- id: X\n"))), `d.yaml:1: indicator: name is missing
d.yaml:1: indicator: unit is missing
d.yaml:1: indicator: formula is missing
d.yaml:1: indicator: department is missing
d.yaml:1: indicator: system is missing
d.yaml:2: direction is "up", want one of "lower", "higher"
d.yaml:3: clock is "workdays" (did you mean "workday"?), want one of "workday", "work_hour", "calendar_day", "calendar_hour", "none"
d.yaml:4: decimals is "-1", want a whole number, 0 or more
d.yaml:5: indicator: name is missing
d.yaml:5: indicator: unit is missing
d.yaml:5: indicator: direction is missing
d.yaml:5: indicator: decimals is missing
d.yaml:5: indicator: formula is missing
d.yaml:5: indicator: department is missing
d.yaml:5: indicator: clock is missing
d.yaml:5: indicator: system is missing
d.yaml:5: indicator X stands twice, first in line 1`},
		{"departments", second(ParseDepartments("d.yaml", []byte("- {id: A, name: {zh: 甲, en: A}}\n- {id: A, nam: {zh: 甲, en: A}}\n"))), `d.yaml:2: department: unknown key "nam" (did you mean "name"?), want one of id, name
d.yaml:2: department: name is missing
d.yaml:2: department A stands twice, first in line 1`},
		{"regions", second(ParseRegions("r.csv", []byte(regionHeader+"\n330400,嘉兴市,Jiaxing,330400,prefecture\n33048,平湖市,,330500,town\n330400,嘉兴市,Jiaxing,330400,prefecture\nx\n"))), `r.csv:3: codes "33048" and "330500", want six digits of GB/T 2260
r.csv:3: region 33048 wants a name in both languages
r.csv:3: level "town", want prefecture or county
r.csv:3: region 33048 lies in 330500, which is no prefecture of this table
r.csv:4: region 330400 stands twice, first in line 2
r.csv:5: 1 cells, want 5: code,name_zh,name_en,prefecture,level`},
		{"region header", second(ParseRegions("r.csv", []byte("code,name\n"))), `r.csv:1: the header is "code,name", want code,name_zh,name_en,prefecture,level, or with column and row behind`},
		{"tiles", second(ParseRegions("r.csv", []byte(tileHeader+"\n330400,嘉兴市,Jiaxing,330400,prefecture,,\n330482,平湖市,Pinghu,330400,county,8,1\n330424,海盐县,Haiyan,330400,county,8,1\n330421,嘉善县,Jiashan,330400,county,24,1\n"))), `r.csv:4: region 330424 has the tile of 330482
r.csv:5: column "24" and row "1", want whole numbers from 0 to 23, or both empty`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if tt.err == nil {
				t.Fatal("no error")
			}
			if diff := cmp.Diff(tt.want, tt.err.Error()); diff != "" {
				t.Errorf("faults (-want +got):\n%s", diff)
			}
		})
	}
}

func second[T any](_ T, err error) error { return err }
