package scheme

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yingshang/dashboards/assess"
)

// hdi is the flat form with a header in another order, a column of no use, and a tree of three levels.
const hdi = "\ufeff" + `name,indicator,parent,weight,direction,goalpost_best,goalpost_worst,transform,param,aggregation,level,target
Life,le,health,1,1.0,85,20,linear,,,1,
"Income, per head",gni,income,2,higher,75000,100,log,,,1,50000
Tax,tax,income,1,,26.1,84,power,0.8,,1,
Health,health,hdi,1,1,,,,,arithmetic,2,
Income,income,hdi,1,,,,,,,2,
HDI,hdi,,1,1,,,,,geometric,3,
`

func TestFlat(t *testing.T) {
	s, err := Parse("hdi.CSV", []byte(hdi))
	if err != nil {
		t.Fatal(err)
	}
	p := func(f float64) *float64 { return &f }
	name := func(s string) assess.Text { return assess.Text{ZH: s, EN: s} }
	want := &Node{ID: "hdi", Name: name("HDI"), Weight: 1, Aggregation: Geometric, Transform: Linear, Line: 7, Children: []*Node{
		{ID: "health", Name: name("Health"), Weight: 1, Aggregation: Arithmetic, Transform: Linear, Line: 5, Children: []*Node{
			{ID: "le", Name: name("Life"), Weight: 1, Line: 2, Best: p(85), Worst: p(20), Direction: assess.HigherIsBetter, Transform: Linear},
		}},
		{ID: "income", Name: name("Income"), Weight: 1, Transform: Linear, Line: 6, Children: []*Node{
			{ID: "gni", Name: name("Income, per head"), Weight: 2, Line: 3, Best: p(75000), Worst: p(100), Direction: assess.HigherIsBetter, Transform: Log, Target: p(50000)},
			{ID: "tax", Name: name("Tax"), Weight: 1, Line: 4, Best: p(26.1), Worst: p(84), Direction: assess.LowerIsBetter, Transform: Power, Param: 0.8},
		}},
	}}
	if diff := cmp.Diff(want, s.Root); diff != "" {
		t.Errorf("tree (-want +got):\n%s", diff)
	}
	if s.Normalise != "" || s.Coverage != 0 || s.CoverageBy != ByChildren || s.Levels() != 2 || s.Year != 0 {
		t.Errorf("normalise %q, coverage %v by %s, levels %d, year %d", s.Normalise, s.Coverage, s.CoverageBy, s.Levels(), s.Year)
	}
	var walked []string
	s.Root.Walk(func(n, parent *Node, depth int) { walked = append(walked, strings.Repeat("-", depth)+n.ID) })
	if diff := cmp.Diff([]string{"hdi", "-health", "--le", "-income", "--gni", "--tax"}, walked); diff != "" {
		t.Errorf("Walk (-want +got):\n%s", diff)
	}
}

func TestHashIsOfTheFile(t *testing.T) {
	a, errA := Parse("a.csv", []byte(hdi))
	b, errB := Parse("b.csv", []byte(hdi))
	c, errC := Parse("a.csv", []byte(strings.Replace(hdi, "75000", "75001", 1)))
	if errA != nil || errB != nil || errC != nil {
		t.Fatal(errA, errB, errC)
	}
	if a.Hash() != b.Hash() || a.Hash() == c.Hash() {
		t.Errorf("hashes %s, %s, %s: want the first two the same and the third another", a.Hash(), b.Hash(), c.Hash())
	}
}
