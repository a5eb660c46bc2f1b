package server

import (
	"io/fs"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
)

// frozenYears are three editions: 2021 was frozen twice, and the second is what readers are shown of it. By today's facts a
// value of the county and one of another region differ from the first.
func (f *fakeStore) frozenYears() {
	edition := func(id assess.EditionID, frozen, reason string, shown bool) assess.Edition {
		return assess.Edition{
			ID: id, Year: id.Year(), AsOf: at("2022-01-01"), FrozenAt: at(frozen), By: "pingshen", Reason: reason, Scheme: "zhejiang-county-2021",
			Manifest: "23f6a7469e4c1d0f2b3a4958677889900aabbccddeeff00112233445566778899", Program: "v1.2.3", Demo: true, Shown: shown,
		}
	}
	f.editions = []assess.Edition{
		edition("2020-1", "2021-03-01 09:00", "年度归档", false), edition("2021-1", "2022-03-01 09:00", "年度归档", false), edition("2021-2", "2022-05-06 16:30", "补报后重算", true),
	}
	f.events = []assess.EditionEvent{
		{Seq: 1, Year: 2021, Deed: assess.EditionPublished, ID: "2021-1", Shown: "2021-1", By: "pingshen", Reason: "省里公布", At: at("2022-03-02 10:00")},
		{Seq: 2, Year: 2021, Deed: assess.EditionRolledBack, ID: "2021-1", By: "pingshen", Reason: "漏报", At: at("2022-05-05 10:00")},
		{Seq: 3, Year: 2021, Deed: assess.EditionPublished, ID: "2021-2", Shown: "2021-2", By: "pingshen", Reason: "补报后重算", At: at("2022-05-06 17:00")},
	}
	value := func(region assess.RegionCode, x, n, d float64) *assess.Value {
		return &assess.Value{
			Region: region, Indicator: "RP03", Period: assess.YearOf(2021), Value: &x, Numerator: &n, Denominator: &d, N: int64(d), Status: assess.Measured, Feed: assess.FromRecords,
		}
	}
	node := func(region assess.RegionCode, score float64, rank, tier int) *assess.NodeScore {
		return &assess.NodeScore{Region: region, Year: 2021, Node: "total", Score: &score, Rank: rank, Tier: tier, Status: assess.Measured}
	}
	own, other := assess.RegionCode("330482"), assess.RegionCode("990001")
	d := assess.EditionDiff{
		Edition: f.editions[1],
		Facts: []assess.FactChange{
			{Feed: "mortgage_release/release_bank", Month: at("2021-11-01"), Added: 1240, Removed: 3}, {Feed: "service_case/unknown", Month: at("2021-12-01"), Added: 2},
		},
		Rules:  []assess.RuleChange{{Path: "scheme.yaml", Then: true, Now: true}, {Path: "sql/indicators/RP98.sql", Now: true}, {Path: "sql/indicators/RP99.sql", Then: true}},
		Values: []assess.ValueChange{{Region: own, Indicator: "RP03", Then: value(own, 2.5, 10, 4), Now: value(own, 4, 20, 5)}, {Region: other, Indicator: "RP03", Now: value(other, 3, 6, 2)}},
		Totals: []assess.TotalChange{{Region: own, Then: node(own, 88.25, 3, 1), Now: node(own, 84.5, 9, 2)}, {Region: other, Now: node(other, 70, 60, 3)}},
	}
	for _, v := range d.Values {
		if v.Then != nil {
			d.Then = append(d.Then, *v.Then)
		}
		d.Now = append(d.Now, *v.Now)
	}
	f.diffs = map[assess.EditionID]assess.EditionDiff{"2021-1": d, "2021-2": {Edition: f.editions[2]}}
	text, err := fs.ReadFile(scheme.Files(), "schemes/2021.yaml")
	if err != nil {
		panic("scheme of the fixture: " + err.Error())
	}
	f.texts = map[string]string{"2021-1/scheme.yaml": string(text), "2021-2/scheme.yaml": string(text)}
}
