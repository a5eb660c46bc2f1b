package demo

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"time"
)

// inspections of the demo, and how many of them several departments did together: 52.22 %.
const inspections, jointInspections = 180, 94

// inspectionFiles writes random inspections, a file a month, and one of the years before.
func inspectionFiles(o Options, t *Truth) ([]file, error) {
	rng := rand.New(rand.NewPCG(o.Seed, 14))
	l := monthList{
		source: "inspection_task", prefix: "双随机任务", encoding: utf8Plain, truth: t,
		header: []string{"任务编号", "任务名称", "牵头部门", "计划完成日期", "完成日期", "参与部门数"},
		faults: []rowFault{
			{"by_nobody", func(r []string) { r[5] = "0" }},
			{"number_in_words", func(r []string) { r[5] = "两个" }},
			twice,
			{"no_plan", func(r []string) { r[3] = "" }},
		},
	}
	rate := tally{}
	row := func(year, i, departments int, planned time.Time, done string) []string {
		return []string{fmt.Sprintf("SSJ%d%05d", year, i+1), Mark + "抽查", "SCJG", planned.Format(time.DateOnly), done, strconv.Itoa(departments)}
	}
	before, err := earlierMarkets(o, 300)
	if err != nil {
		return nil, err
	}
	for _, y := range before {
		var joint dealt
		for i := range earlierInspections {
			at, departments := y.workdays[y.place(i, earlierInspections)], 1
			if joint.yes(y.rng, y.want["MR01"]/100) {
				departments = 2 + y.rng.IntN(2)
			}
			l.add(at, row(y.year, i, departments, at.AddDate(0, 0, y.rng.IntN(20)-8), at.Format(time.DateOnly))...)
			rate.add(at, one(departments > 1), 1)
		}
	}
	for i, p := range rng.Perm(inspections) {
		at := day(2022, time.Month(1+i/(inspections/caseMonths)), 1+rng.IntN(28))
		departments := 1
		if p < jointInspections {
			departments = 2 + p%4/2
		}
		l.add(at, row(2022, i, departments, at.AddDate(0, 0, rng.IntN(20)-8), at.Format(time.DateOnly))...)
		rate.add(at, one(departments > 1), 1)
	}
	const open = 5
	for i := range open {
		l.add(day(2022, 9, 30), row(2022, inspections+i, 2, day(2022, 9, 30), "")...)
	}
	rate.tell(t, "MR01", 100)
	t.live(l.source, inspections+open)
	return l.files(), nil
}
