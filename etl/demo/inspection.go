package demo

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"time"
)

// inspections of the demo, and how many of them several departments did together: 52.22 %.
const inspections, jointInspections = 180, 94

// inspectionFiles writes random inspections, a file a month.
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
	row := func(i, departments int, planned time.Time, done string) []string {
		return []string{fmt.Sprintf("SSJ2022%05d", i+1), Mark + "抽查", "SCJG", planned.Format(time.DateOnly), done, strconv.Itoa(departments)}
	}
	for i, p := range rng.Perm(inspections) {
		at := day(2022, time.Month(1+i/(inspections/caseMonths)), 1+rng.IntN(28))
		departments := 1
		if p < jointInspections {
			departments = 2 + p%4/2
		}
		l.add(at, row(i, departments, at.AddDate(0, 0, rng.IntN(20)-8), at.Format(time.DateOnly))...)
		rate.add(at, one(departments > 1), 1)
	}
	const open = 5
	for i := range open {
		l.add(day(2022, 9, 30), row(inspections+i, 2, day(2022, 9, 30), "")...)
	}
	rate.tell(t, "MR01", 100)
	t.live(l.source, inspections+open)
	return l.files(), nil
}
