package sources_test

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"yingshang/dashboards/assess"
	"yingshang/etl/source"
	"yingshang/etl/source/file"
	"yingshang/etl/sources"
)

var update = flag.Bool("update", false, "write the .want files anew")

// names of a file of each source, as its office calls it.
var names = map[string]string{
	"acceptance":                   "3.0联合验收_2022-09-30.csv",
	"acceptance_ledger":            "竣工验收台账_2022-09-30.csv",
	"acceptance_opinion":           "分项意见_2022-09-30.csv",
	"activity":                     "培训服务签到_2022-09_截至2022-09-30.csv",
	"activity_history":             "历年培训服务签到_2022-01-05.csv",
	"announced":                    "省反馈结果_2022-09-30.csv",
	"bid_deposit":                  "投标保证金_2022-09_截至2022-09-30.csv",
	"bid_deposit_history":          "历年投标保证金_2022-01-05.csv",
	"bid_refund":                   "保证金退还_2022-09_截至2022-09-30.csv",
	"bid_refund_history":           "历年保证金退还_2022-01-05.csv",
	"complaint_case":               "投诉举报_2022-09-30.csv",
	"connection_case":              "水气报装_2022-09-30.csv",
	"enterprise_pool":              "企业名单_2022-09_截至2022-09-30.csv",
	"enterprise_request":           "企业诉求_2022-09-30.csv",
	"enterprise_visit":             "助企走访_2022-09-30.csv",
	"filled":                       "填报_GDGS_2022_7_2022-09-30_153000.csv",
	"honour":                       "荣誉登记_2022-09-30.csv",
	"incentive_payment":            "上市奖励兑现_2022-09-30.csv",
	"inspection_task":              "双随机任务_2022-09_截至2022-09-30.csv",
	"inspection_task_history":      "历年双随机任务_2022-01-05.csv",
	"intake":                       "收件台账_2022-09-30.csv",
	"labour_case":                  "劳动争议案件_2022-09-30.csv",
	"matter":                       "实施清单_2022-09-30.csv",
	"measure":                      "任务清单_2022-09-30.csv",
	"mortgage_register":            "抵押登记存量_2022-09_截至2022-09-30.csv",
	"mortgagee_alias":              "抵押权人名称对照_2022-09-30.csv",
	"patent_case":                  "专利侵权纠纷_2022-09-30.csv",
	"policy_case":                  "政策兑现_2022-09-30.csv",
	"procurement_contract":         "政府采购合同_2022-09_截至2022-09-30.csv",
	"procurement_contract_history": "历年政府采购合同_2022-01-05.csv",
	"procurement_payment":          "政府采购支付_2022-09_截至2022-09-30.csv",
	"procurement_payment_history":  "历年政府采购支付_2022-01-05.csv",
	"project":                      "工程项目_2022-09-30.csv",
	"project_item":                 "审批事项_2022-09-30.csv",
	"project_stop":                 "审批特别程序_2022-09-30.csv",
	"rectification":                "整改清单_2022-09-30.csv",
	"rectification_slip":           "联合整改单_2022-09-30.csv",
	"release_bank":                 "清贷解抵_2022-09-30_02.csv",
	"release_centre":               "窗口抵押注销_2022-09_截至2022-09-30.csv",
	"release_fund":                 "公积金清贷解抵_2022-09-30.txt",
	"reported":                     "部门填报指标值_2022-09-30.csv",
	"reserve_firm":                 "上市后备企业_2022-09_截至2022-09-30.csv",
	"reserve_firm_history":         "历年上市后备企业_2022-01-05.csv",
	"service_case":                 "办件_2022-09-30.csv",
	"special_procedure":            "特别程序_2022-09-30.csv",
	"tender":                       "进场交易项目_2022-09_截至2022-09-30.csv",
	"tender_history":               "历年进场交易项目_2022-01-05.csv",
}

// Every embedded source takes its sample file, and what the engine would get of it is as expected.
func TestSamples(t *testing.T) {
	list, err := source.Load(sources.FS)
	if err != nil {
		t.Fatal(err)
	}
	if len(list) != len(names) {
		t.Errorf("%d sources, want a name of a file for each: %d", len(list), len(names))
	}
	for _, s := range list {
		t.Run(string(s.ID), func(t *testing.T) {
			name := names[string(s.ID)]
			if !s.Match(name) {
				t.Errorf("Match(%q) = false", name)
			}
			golden(t, filepath.Join("testdata", string(s.ID)+".want"), about(t, s, name)+stream(t, s, name))
		})
	}
}

func about(t *testing.T, s *source.Source, name string) string {
	t.Helper()
	asOf, err := s.FileAsOf(name, time.Date(2022, 9, 30, 18, 0, 0, 0, assess.Zone))
	if err != nil {
		t.Error(err)
	}
	scope, err := s.FileScope(name)
	if err != nil {
		t.Error(err)
	}
	return fmt.Sprintf("file %s\nas of %s, scope %s\n", name, asOf.Format("2006-01-02"), scope)
}

func stream(t *testing.T, s *source.Source, name string) string {
	t.Helper()
	sample, err := os.Open(filepath.Join("testdata", string(s.ID)+".csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer sample.Close()
	m, err := file.Land(t.Context(), t.TempDir(), s, name, sample, []byte("key of the test"))
	if err != nil {
		t.Fatal(err)
	}
	r, err := file.Open(m)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	rows, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	stats := r.Stats()
	return fmt.Sprintf("%s, %d records, %d faulty, %d lines\n_line,_fault,%s\n%s",
		m.Encoding, stats.Records, stats.Faulty, stats.Lines, strings.Join(m.Columns, ","), rows)
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s, -want +got:\n%s", file, diff)
	}
}
