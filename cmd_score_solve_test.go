package main

import (
	"strings"
	"testing"
)

// What brings the units of robustFiles to a target, worked by hand; a value is the first double that reaches it.
func TestScoreSolve(t *testing.T) {
	scheme, values := robustFiles(t)
	files := []string{"solve", "--scheme", scheme, "--values", values}
	tests := []struct {
		name, args, out, note string
		wantedError           string
	}{
		{"one indicator", "--unit one --target 60 --indicator b", "b,0,19.999999999999993,10,\n", "If b were 20, one would go from 50.00 to 60.00", ""},
		{"cheapest", "--unit other --target 72.5 --effort b=4", "a,60,100,20,0.40000000000000002\n", "The least effort that brings other to 72.50: a from 60 to 100 (+20.00).", ""},
		{"bounded", "--unit other --target 62.5 --best a=80", "a,60,80,10,0.20000000000000001\n", "", ""},
		{"reached", "--unit best --target 60", "", "", "best: 60 is reached already with 100: conflict"},
		{"no target", "--unit one", "", "", "want --target SCORE or --tier N: invalid"},
		{"no tier", "--unit one --tier 1", "", "", "tier 1 has no cut-off to reach: not found"},
		{"no number", "--unit one --target 60 --best a=", "", "", `--best "a=": want a number after the sign: invalid`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			out, notes, err := runScore(t, append(files, strings.Fields(tt.args)...)...)
			if tt.wantedError != "" {
				if err == nil || !strings.HasSuffix(err.Error(), tt.wantedError) {
					t.Errorf("error %v, want %s", err, tt.wantedError)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if want := "indicator,from,to,points,effort\n" + tt.out; out != want || !strings.Contains(notes, tt.note) {
				t.Errorf("%q %q, want %q %q", out, notes, want, tt.note)
			}
		})
	}
}
