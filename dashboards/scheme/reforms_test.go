package scheme

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yingshang/dashboards/assess"
)

// sound is a reform without faults.
const sound = `- id: one
  name: {zh: 名, en: Name}
  about: {zh: 变, en: change}
  region: "330482"
  start: 2022-02
  departments: [BDC]
  clock: workday
  decimals: 1
  told_by: {zh: 报, en: paper}
  indicators: [RP03]
  before:
    title: {zh: 前, en: before}
    steps:
      - {title: {zh: 甲, en: a}, place: {zh: 窗口, en: counter}, mover: applicant, gone: true}
      - {title: {zh: 乙, en: b}, place: {zh: 窗口, en: counter}, mover: applicant}
  after:
    title: {zh: 后, en: after}
    steps:
      - {title: {zh: 丙, en: c}, place: {zh: 网上, en: online}, mover: data}
  told:
    - {of: time, before: {zh: 4天, en: 4 days}, after: {zh: 1小时, en: 1 hour}, words: {zh: 话, en: words}}
`

func TestReformsOfTheBinary(t *testing.T) {
	all, err := Reforms()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range all {
		got = append(got, string(r.ID)+" "+r.Start.Format("2006-01-02 -07"))
		told := map[string]bool{}
		for _, f := range r.Told {
			if told[f.Of] {
				t.Errorf("%s: %s is told twice", r.ID, f.Of)
			}
			told[f.Of] = true
		}
		if !told[ToldTime] || len(r.Before.Places()) <= len(r.After.Places()) {
			t.Errorf("%s: want the told time, and fewer places after than %d before", r.ID, len(r.Before.Places()))
		}
	}
	if diff := cmp.Diff([]string{"joint_acceptance 2019-07-01 +08", "mortgage_release 2022-02-01 +08"}, got); diff != "" {
		t.Errorf("reforms, -want +got:\n%s", diff)
	}
}

func TestPlacesCountOnce(t *testing.T) {
	all, err := ParseReforms("r.yaml", []byte(sound))
	if err != nil {
		t.Fatal(err)
	}
	if got := all[0]; len(got.Before.Places()) != 1 || len(got.After.Places()) != 0 || !got.Before.Steps[0].Gone || got.Before.Steps[1].Gone {
		t.Errorf("%+v, want one place before and none after", got)
	}
}

// Every fault of a file is told with its line.
func TestReformFaults(t *testing.T) {
	for _, tt := range []struct{ name, old, new, want string }{
		{"no list", sound, "a: b\n", `r.yaml:1: reforms is a mapping, want a list like [a, b]`},
		{"missing", "  clock: workday\n", "", `r.yaml:1: reform: clock is missing`},
		{"misspelt", "  clock:", "  clok:", "r.yaml:1: reform: clock is missing\n" +
			`r.yaml:7: reform: unknown key "clok" (did you mean "clock"?), want one of about, after, before, clock, decimals, departments, id, indicators, name, region, start, start_words, told, told_by`},
		{"a day", "start: 2022-02", "start: 2022-02-01", `r.yaml:5: start is "2022-02-01", want a month like 2022-02`},
		{"no time", "clock: workday", "clock: none", `r.yaml:7: clock is "none", want one of "workday", "work_hour", "calendar_day", "calendar_hour"`},
		{"one language", "about: {zh: 变, en: change}", "about: {zh: 变}", `r.yaml:3: about: en is missing`},
		{"nobody", "mover: data", "mover: nobody", `r.yaml:19: mover is "nobody", want one of "applicant", "online", "office", "data"`},
		{"gone after", "mover: data", "mover: data, gone: true", `r.yaml:19: gone stands at a step after the reform, want it at one before`},
		{"gone perhaps", "gone: true", "gone: maybe", `r.yaml:14: gone is "maybe", want one of "true", "false"`},
		{"no place", "place: {zh: 网上, en: online}, ", "", `r.yaml:19: step: place is missing`},
		{"who told it", "  told_by: {zh: 报, en: paper}\n", "", `r.yaml:1: reform: told_by is missing: who told it?`},
		{"told nothing", "before: {zh: 4天, en: 4 days}, after: {zh: 1小时, en: 1 hour}, ", "", `r.yaml:21: told: want before, after or both`},
		{"twice", sound, sound + sound, `r.yaml:22: reform one stands twice, first in line 1`},
		{"everything at once", "start: 2022-02", "start: soon\n  strange: 1", `r.yaml:5: start is "soon", want a month like 2022-02` + "\n" +
			`r.yaml:6: reform: unknown key "strange", want one of about, after, before, clock, decimals, departments, id, indicators, name, region, start, start_words, told, told_by`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			text := strings.Replace(sound, tt.old, tt.new, 1)
			if text == sound {
				t.Fatal("nothing was changed")
			}
			_, err := ParseReforms("r.yaml", []byte(text))
			got := ""
			if err != nil {
				got = err.Error()
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("faults, -want +got:\n%s", diff)
			}
		})
	}
}

func TestReformsNameWhatIsKnown(t *testing.T) {
	all, err := ParseReforms("r.yaml", []byte(strings.Replace(sound, "of: time", "of: RP04", 1)))
	if err != nil {
		t.Fatal(err)
	}
	known := Known{
		Indicators:  map[assess.IndicatorID]assess.Indicator{"RP03": {}, "RP04": {}},
		Departments: map[assess.DepartmentCode]assess.Department{"BDC": {}}, Regions: map[assess.RegionCode]Region{"330482": {}},
	}
	if errs := all[0].Check(known); len(errs) != 0 {
		t.Errorf("faults of a sound reform: %v", errs)
	}
	errs := errors.Join(all[0].Check(Known{})...)
	want := "r.yaml:4: region \"330482\" is unknown\nr.yaml:6: department \"BDC\" is unknown\n" +
		"r.yaml:10: indicator \"RP03\" is described nowhere\nr.yaml:21: indicator \"RP04\" is described nowhere"
	if errs == nil || errs.Error() != want {
		t.Errorf("faults %v, want\n%s", errs, want)
	}
}
