package source

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yingshang/dashboards/assess"
)

func TestCheck(t *testing.T) {
	fields := map[assess.DatasetID][]string{
		"mortgage_release": {"release_no", "mortgagee_name", "payoff_at", "init_at", "region_code"},
		"mortgage":         {"mortgage_no"},
	}
	required := map[assess.DatasetID][]string{"mortgage_release": {"release_no", "region_code"}}
	schedule := func(line string) error {
		if len(strings.Fields(line)) != 5 {
			return errors.New("no cron line")
		}
		return nil
	}
	tests := []struct {
		name     string
		from, to string // a change to good.yaml
		want     []string
	}{
		{"good", "", "", nil},
		{"unknown dataset", "dataset: mortgage_release", "dataset: mortgage_relaese", []string{
			`good.yaml:3: dataset "mortgage_relaese" is unknown (did you mean "mortgage_release"?), want one of mortgage, mortgage_release`,
		}},
		{"unknown fields", "结清时间: payoff_at", "结清时间: payof_at\n  登簿时间: register_at", []string{
			`good.yaml:14: columns: 结清时间 feeds payof_at, which dataset mortgage_release does not know (did you mean "payoff_at"?), want one of release_no, mortgagee_name, payoff_at, init_at, region_code`,
			`good.yaml:15: columns: 登簿时间 feeds register_at, which dataset mortgage_release does not know, want one of release_no, mortgagee_name, payoff_at, init_at, region_code`,
		}},
		{"unknown constant", `region_code: "330482"`, `region: "330482"`, []string{
			`good.yaml:11: columns: nothing feeds region_code, which dataset mortgage_release requires, want a header or a constant for it`,
			`good.yaml:15: constants: dataset mortgage_release knows no region, want one of release_no, mortgagee_name, payoff_at, init_at, region_code`,
		}},
		{"optional required", "ignore:", "optional: [注销业务号]\nignore:", []string{
			`good.yaml:16: optional: 注销业务号 feeds release_no, which dataset mortgage_release requires, want it not optional`,
		}},
		{"schedule", "0 18 * * 1-5", "daily", []string{
			`good.yaml:10: schedule is "daily": no cron line, want five fields like "0 18 * * 1-5"`,
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := string(read(t, "testdata/good.yaml"))
			if !strings.Contains(text, tt.from) {
				t.Fatalf("good.yaml has no %q", tt.from)
			}
			s, err := Parse("good.yaml", []byte(strings.Replace(text, tt.from, tt.to, 1)))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, err := range s.Check(fields, required, schedule) {
				if !errors.Is(err, assess.ErrInvalid) {
					t.Errorf("Check: %v is not ErrInvalid", err)
				}
				got = append(got, err.Error())
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("Check, -want +got:\n%s", diff)
			}
		})
	}
}
