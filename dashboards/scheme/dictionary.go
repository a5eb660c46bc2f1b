package scheme

import (
	_ "embed" // for dictionary.yaml
	"path"

	"github.com/goccy/go-yaml/ast"

	"yingshang/dashboards/assess"
)

//go:embed dictionary.yaml
var dictionaryFile []byte

// clocks are what time indicators count.
var clocks = []string{"workday", "work_hour", "calendar_day", "calendar_hour", "none"}

// Dictionary describes the indicators that come as reported values, in the order of the themes.
func Dictionary() ([]assess.Indicator, error) {
	return ParseDictionary(path.Join(here, "dictionary.yaml"), dictionaryFile)
}

// ParseDictionary reads a list of indicators that come as reported values. The error holds every fault of the file.
func ParseDictionary(file string, data []byte) ([]assess.Indicator, error) {
	d := &document{file: file}
	var all []assess.Indicator
	lines := map[assess.IndicatorID]int{}
	if n := d.parse(data); n != nil {
		d.list(n, "dictionary", func(n ast.Node) {
			ind := d.indicatorWords(n)
			if first, twice := lines[ind.ID]; twice && ind.ID != "" {
				d.fault(n, "indicator %s stands twice, first in line %d", ind.ID, first)
			}
			lines[ind.ID] = lineOf(n)
			all = append(all, ind)
		})
	}
	if err := d.faults.Err(); err != nil {
		return nil, err
	}
	return all, nil
}

func (d *document) indicatorWords(n ast.Node) assess.Indicator {
	ind := assess.Indicator{Feed: assess.FromReport}
	d.mapping(n, "indicator", fields{
		"id":        func(n ast.Node) { ind.ID = assess.IndicatorID(d.word(n, "id")) },
		"name":      func(n ast.Node) { ind.Name = d.text(n, "name") },
		"unit":      func(n ast.Node) { ind.Unit = d.text(n, "unit") },
		"direction": func(n ast.Node) { ind.Direction = choice(d, n, "direction", directions) },
		"decimals":  func(n ast.Node) { ind.Decimals = d.whole(n, "decimals", 0) },
		"formula":   func(n ast.Node) { ind.Formula = d.text(n, "formula") },
		"numerator": func(n ast.Node) { ind.Numerator = d.text(n, "numerator") },
		"denominator": func(n ast.Node) {
			ind.Denominator = d.text(n, "denominator")
		},
		"department": func(n ast.Node) { ind.Department = assess.DepartmentCode(d.word(n, "department")) },
		"co_owners":  func(n ast.Node) { ind.CoOwners = d.text(n, "co_owners") },
		"clock":      func(n ast.Node) { ind.Clock = choice(d, n, "clock", clocks) },
		"system":     func(n ast.Node) { ind.System = d.text(n, "system") },
	}, "id", "name", "unit", "direction", "decimals", "formula", "department", "clock", "system")
	return ind
}

var directions = []assess.Direction{assess.LowerIsBetter, assess.HigherIsBetter}
