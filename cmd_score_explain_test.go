package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Of 330482: SB01 scores 90 with 45 points beside SB03, which is a small sample, so T01 is 90 with 60; RP03 scores 90 with 40.
func TestScoreExplainAndWhatif(t *testing.T) {
	dir := "dashboards/scoring/testdata/score/yearly/"
	files := []string{"--scheme", dir + "scheme.yaml", "--values", dir + "values.csv", "--unit", "330482"}
	tests := []struct {
		name        string
		args        []string
		out, notes  string
		wantedError string
	}{
		{"losses", []string{"explain"}, "indicator,value,score,loss,share,cumulative\nSB01,1.3999999999999999,90,6,0.59999999999999998,0.59999999999999998\nRP03,10.5,90,4,0.40000000000000002,1\n",
			"330482 共失 10.00 分, 其中 SB01 占 60%。\n330482 loses 10.00 points, 60% of them to SB01.\n330482 已在第 1 档, 没有更高的档, 离掉档还有 5.00 分 (分数线为估算)。\n330482 is in tier 1, with none above, 5.00 above losing its own (the cut-offs are estimated).\n", ""},
		{"no change", []string{"explain", "--from-year", "2030"}, "cause,indicator,points\nperformance,SB01,0\nperformance,RP03,0\nperformance,RP06,0\nfrontier,SB01,0\nfrontier,RP03,0\nfrontier,RP06,0\nweights,,0\ncoverage,,0\nscheme,,0\n",
			"330482 总分 90.00, 没有变化。\n330482: the total of 90.00 has not changed.\n330482 已在第 1 档, 没有更高的档, 离掉档还有 5.00 分 (分数线为估算)。\n330482 is in tier 1, with none above, 5.00 above losing its own (the cut-offs are estimated).\n", ""},
		{"what if", []string{"whatif", "--set", "SB01=5"}, "node,score_before,score_after,weight_before,weight_after\ntotal,90,36,100,100\nT01,90,0,60,60\nSB01,90,0,60,60\n",
			"若 SB01 为 5, 330482 总分由 90.00 变为 36.00 (-54.00), 排名由第 1 变为第 2 (共 2), 由第 1 档进入第 2 档。\nIf SB01 were 5, 330482 would go from 90.00 to 36.00 (-54.00) and from rank 1 to 2 of 2, from tier 1 to tier 2.\n", ""},
		{"no number", []string{"whatif", "--set", "SB01=x"}, "", "", `--set "SB01=x": "x" is no number: invalid`},
		{"no weight", []string{"whatif", "--weight", "SB01="}, "", "", `--weight "SB01=": the weight is empty, want a number of 0 or more: invalid`},
		{"no such year", []string{"explain", "--from-year", "2029"}, "", "", "before: unit 330482 has no values of 2029, only of [2030]: not found"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			out, notes, err := runScore(t, append(tt.args, files...)...)
			if tt.wantedError != "" {
				if err == nil || !strings.HasSuffix(err.Error(), tt.wantedError) {
					t.Errorf("error %v, want %s", err, tt.wantedError)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]string{tt.out, tt.notes}, []string{out, notes}); diff != "" {
				t.Errorf("output (-want +got):\n%s", diff)
			}
		})
	}
}
