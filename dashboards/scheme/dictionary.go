package scheme

import (
	_ "embed" // for dictionary.yaml
	"path"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/yamlfile"
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
	d := &yamlfile.File{Name: file}
	var all []assess.Indicator
	lines := map[assess.IndicatorID]int{}
	if n := d.Root(data); n != nil {
		d.List(n, "dictionary", func(n yamlfile.Node) {
			ind := indicatorWords(d, n)
			if first, twice := lines[ind.ID]; twice && ind.ID != "" {
				d.Fault(n, "indicator %s stands twice, first in line %d", ind.ID, first)
			}
			lines[ind.ID] = yamlfile.Line(n)
			all = append(all, ind)
		})
	}
	if err := d.Faults.Err(); err != nil {
		return nil, err
	}
	return all, nil
}

func indicatorWords(d *yamlfile.File, n yamlfile.Node) assess.Indicator {
	ind := assess.Indicator{Feed: assess.FromReport}
	d.Mapping(n, "indicator", yamlfile.Keys{
		"id":        func(n yamlfile.Node) { ind.ID = assess.IndicatorID(d.Word(n, "id")) },
		"name":      func(n yamlfile.Node) { ind.Name = d.Text(n, "name") },
		"unit":      func(n yamlfile.Node) { ind.Unit = d.Text(n, "unit") },
		"direction": func(n yamlfile.Node) { ind.Direction = yamlfile.Choice(d, n, "direction", directions) },
		"decimals":  func(n yamlfile.Node) { ind.Decimals = d.Whole(n, "decimals", 0) },
		"formula":   func(n yamlfile.Node) { ind.Formula = d.Text(n, "formula") },
		"numerator": func(n yamlfile.Node) { ind.Numerator = d.Text(n, "numerator") },
		"denominator": func(n yamlfile.Node) {
			ind.Denominator = d.Text(n, "denominator")
		},
		"department": func(n yamlfile.Node) { ind.Department = assess.DepartmentCode(d.Word(n, "department")) },
		"co_owners":  func(n yamlfile.Node) { ind.CoOwners = d.Text(n, "co_owners") },
		"clock":      func(n yamlfile.Node) { ind.Clock = yamlfile.Choice(d, n, "clock", clocks) },
		"system":     func(n yamlfile.Node) { ind.System = d.Text(n, "system") },
	}, "id", "name", "unit", "direction", "decimals", "formula", "department", "clock", "system")
	return ind
}

var directions = []assess.Direction{assess.LowerIsBetter, assess.HigherIsBetter}
