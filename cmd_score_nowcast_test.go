package main

import (
	"strings"
	"testing"
)

func TestScoreNowcast(t *testing.T) {
	file := files(t)
	s := file("s.csv", "indicator,parent,weight,direction,goalpost_best,goalpost_worst\ntotal,,1,,,\na,total,1,1,100,0\nb,total,1,1,10,0\n")
	v := file("v.csv", "unit,year,indicator,value\nu,2022,b,5\npeer,2021,a,50\npeer,2021,b,5\n")
	m := file("m.csv", "unit,year,month,indicator,numerator,denominator,scale\nu,2020,1,a,80,100,100\nu,2020,12,a,90,100,100\n"+
		"u,2021,1,a,40,50,100\nu,2021,12,a,47,50,100\nu,2022,1,a,70,100,100\n")
	ask := func(args ...string) (string, string, error) {
		return runScore(t, append([]string{"nowcast", "--scheme", s, "--values", v, "--months", m, "--unit", "u", "--as-of", "2022-01-31", "--draws", "200"}, args...)...)
	}
	// a: (70+47·70/40)/200 = 76.125 %, and with b, half of its way, 63.0625; 2021 came to 87 where 85 would have been estimated.
	got, notes, err := ask("--indicators")
	if want := "indicator,months,so_far,year_end,error,tests\na,1,70,76.125,2,1\n"; err != nil || got != want {
		t.Errorf("%v\n%s, want\n%s", err, got, want)
	}
	if want := "Estimate, not a score: by 2022 to month 1, u ends the year at 63.06 (80% interval "; !strings.Contains(notes, want) || !strings.Contains(notes, "预测(非计分结果)") {
		t.Errorf("it says %q, want %q", notes, want)
	}
	first, _, err := ask()
	if err != nil || !strings.HasPrefix(first, "year,month,unit,score,score_10,score_50,score_90\n2022,1,u,63.0625,") {
		t.Errorf("%v\n%s", err, first)
	}
	if again, _, _ := ask(); again != first {
		t.Error("the same seed gives other digits")
	}
	if other, _, _ := ask("--seed", "2"); other == first {
		t.Error("another seed gives the same digits")
	}
	for want, args := range map[string][]string{
		`--as-of "2022-13-01": want a day like 2022-09-30`: {"--as-of", "2022-13-01"},
		`unit "w" has no months of 2022`:                   {"--unit", "w"},
		"v.csv:1: the header has no column \"month\"":      {"--months", v},
	} {
		if _, _, err := ask(args...); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v: error %v, want %q", args, err, want)
		}
	}
}
