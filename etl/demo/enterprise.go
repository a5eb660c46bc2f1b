package demo

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"
)

// How many enterprises there are, and how many of them are on the lists at the end of September.
const (
	listed   = 1000 // to be visited
	unlisted = 40   // on no list of visits
	leavers  = 5    // to be visited until the end of May
	nursery  = 183  // 专精特新培育库, from April on, when the alliance began
	inList   = 400  // the place of the first of the nursery
	alliance = 8    // units of the service alliance
	aprilOn  = 3    // the place of April
)

// enterprise is a firm of the demo.
type enterprise struct{ name, uscc string }

// enterprises are all of them: those that are listed, those that are not, and those that leave the list.
func enterprises() []enterprise {
	var all []enterprise
	for i := range listed + unlisted + leavers {
		all = append(all, enterprise{fmt.Sprintf("平湖演示企业%04d", i+1), uscc("91330482", fmt.Sprintf("MAWW%04d", i+1))})
	}
	return all
}

// toVisit says whether an enterprise is on the list of visits at the end of a month, counted from January.
func toVisit(i, m int) bool {
	switch {
	case i < listed-20:
		return true
	case i < listed: // the list grows
		return m >= 1+(i-(listed-20))/3
	case i < listed+unlisted:
		return false
	}
	return m < 5
}

// inNursery says whether an enterprise is in the nursery at the end of a month.
func inNursery(i, m int) bool {
	switch k := i - inList; {
	case k < 0 || k >= nursery:
		return false
	case k < 165:
		return m >= aprilOn
	default:
		return m >= aprilOn+1+(k-165)/4
	}
}

// monthName is a month counted from January.
func monthName(m int) string { return fmt.Sprintf("2022-%02d", m+1) }

// endOf is the last day of a month counted from January.
func endOf(m int) time.Time { return day(2022, time.Month(m+2), 0) }

// periods are the months of the cases by their place, and the year, whose lists are those of the last month.
func periods() map[string][]int {
	found := map[string][]int{"2022": {}}
	for m := range caseMonths {
		found[monthName(m)] = []int{m}
		found["2022"] = append(found["2022"], m)
	}
	return found
}

// services is everything that was done for enterprises: by month, for whom.
type services struct {
	rng                      *rand.Rand
	who                      []enterprise
	truth                    *Truth
	visited, trained, served [caseMonths]map[int]bool
}

// enterpriseFiles writes the lists, the visits and the attendance at training and alliance services.
func enterpriseFiles(o Options, t *Truth) ([]file, error) {
	s := &services{rng: rand.New(rand.NewPCG(o.Seed, 21)), who: enterprises(), truth: t}
	for m := range caseMonths {
		s.visited[m], s.trained[m], s.served[m] = map[int]bool{}, map[int]bool{}, map[int]bool{}
	}
	files := slices.Concat(s.poolFiles(), s.visitFiles(), s.activityFiles())
	s.count()
	before, err := s.earlierTraining(o)
	return append(files, before), err
}

// count brings what was done to the figures that must come out: of the enterprises on a list at the period's end, those
// that were visited or served in it.
func (s *services) count() {
	for period, in := range periods() {
		last := in[len(in)-1]
		any := func(by [caseMonths]map[int]bool, i int) bool {
			return slices.ContainsFunc(in, func(m int) bool { return by[m][i] })
		}
		var onList, visited, young, served, trained int
		for i := range s.who {
			if toVisit(i, last) {
				onList++
				if any(s.visited, i) {
					visited++
				}
			}
			if inNursery(i, last) {
				young++
				if any(s.served, i) {
					served++
				}
			}
			if any(s.trained, i) {
				trained++
			}
		}
		s.truth.figure("AP03", period, float64(visited), float64(onList), 100, onList)
		if young > 0 {
			s.truth.figure("IN05", period, float64(served), float64(young), 100, young)
		}
		if trained > 0 {
			s.truth.set("IP04", period, Figure{Numerator: float64(trained), Value: float64(trained), N: trained})
		}
	}
}

// poolFiles writes both lists as they stand at the end of each month.
func (s *services) poolFiles() []file {
	var files []file
	live := 0
	for m := range caseMonths {
		asOf := endOf(m).Format(time.DateOnly)
		f := file{source: "enterprise_pool", name: fmt.Sprintf("企业名单_%s_截至%s.csv", monthName(m), asOf), table: table{
			encoding: gb18030, comma: ",", eol: "\r\n",
			header: []string{"统计月份", "名单", "统一社会信用代码", "企业名称", "镇街道", "行业"},
		}}
		f.count.AsOf = asOf
		row := func(pool string, e enterprise) []string {
			return []string{monthName(m), pool, e.uscc, e.name, "演示镇", Mark}
		}
		for i, e := range s.who {
			if toVisit(i, m) {
				f.good(row("应走访企业", e)...)
			}
			if inNursery(i, m) {
				f.good(row("专精特新培育库", e)...)
			}
		}
		f.bad(s.truth, duplicate, row("应走访企业", s.who[m])...)
		f.bad(s.truth, "bad_pool", row("规上企业", s.who[listed+m])...)
		f.bad(s.truth, "bad_uscc", row("应走访企业", misread(s.who[listed+m]))...)
		live += f.count.Accepted
		files = append(files, f)
	}
	s.truth.live("enterprise_pool", live)
	return files
}

// misread gives an enterprise's code another check character.
func misread(e enterprise) enterprise {
	last := e.uscc[len(e.uscc)-1]
	for i := range len(usccAlphabet) {
		if usccAlphabet[i] == last {
			e.uscc = e.uscc[:len(e.uscc)-1] + string(usccAlphabet[(i+1)%len(usccAlphabet)])
			break
		}
	}
	return e
}
