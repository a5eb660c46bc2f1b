package demo

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"time"
)

// otherKind is a kind of case beside government services: it has a clock, and no application, channel or trips that a rate of
// government services would count.
type otherKind struct {
	code, name, topic, org string
	source                 string
	prefix                 string // of its numbers
	count                  int    // from January to September
	promise                int    // working days; 0: none is told
	least, most            int    // working days, or calendar days, from acceptance to result without stops
	calendar               bool
	stopped, late          int // one in so many; 0: none
}

var otherKinds = [...]otherKind{
	{"YSBZ001", "用水报装", "用水报装", "SWJT", "connection_case", "W", 320, 5, 1, 3, false, 9, 40},
	{"YQBZ001", "用气报装", "用气报装", "RQ", "connection_case", "G", 180, 6, 2, 4, false, 9, 60},
	{"LDZC001", "劳动争议仲裁", "劳动仲裁", "RSJ", "labour_case", "平劳人仲案〔2022〕", 64, 0, 15, 31, true, 8, 0},
	{"LDTJ001", "劳动争议调解", "劳动调解", "RSJ", "labour_case", "平劳人仲调〔2022〕", 150, 0, 3, 12, true, 0, 0},
	{"TSJB001", "投诉举报", "投诉举报", "SCJG", "complaint_case", "1330482", 2800, 10, 2, 9, false, 0, 75},
	{"ZCDX001", "惠企政策兑现", "政策兑现", "JXJ", "policy_case", "ZC", 400, 5, 1, 5, false, 20, 20},
	{"ZLJF001", "专利侵权纠纷", "专利纠纷", "SCJG", "patent_case", "平知法处字〔2022〕", 18, 0, 21, 34, true, 6, 0},
}

// otherCase is one of them as it finally stands.
type otherCase struct {
	kind     *otherKind
	no       string
	accepted time.Time
	promised time.Time // zero: none
	result   time.Time // zero: open
	days     int       // from acceptance to result without stops, in the kind's own days
	from, to time.Time // of its stop; zero: none
	channel  string
	outcome  string
}

// others are all of them, by number.
type others struct {
	*cases
	rng  *rand.Rand
	list []*otherCase
}

func newOthers(o Options, c *cases) *others {
	k := &others{cases: c, rng: rand.New(rand.NewPCG(o.Seed, 13))}
	for i := range otherKinds {
		kind := &otherKinds[i]
		for n := range kind.count {
			k.list = append(k.list, k.invent(kind, n))
		}
	}
	return k
}

func (k *others) invent(kind *otherKind, n int) *otherCase {
	place := n * (k.asOf - 1) / kind.count
	at := k.day(place).Add(time.Duration(9*60+k.rng.IntN(6*60)) * time.Minute)
	c := &otherCase{kind: kind, no: fmt.Sprintf("%s%05d", kind.prefix, n+1), accepted: at, days: kind.least + k.rng.IntN(kind.most-kind.least+1)}
	stop := 0
	if kind.stopped > 0 && k.rng.IntN(kind.stopped) == 0 {
		stop = 2 + k.rng.IntN(3)
	}
	if kind.late > 0 && k.rng.IntN(kind.late) == 0 {
		c.days = kind.promise + 1 + k.rng.IntN(4)
	}
	clock := func(days int) time.Time { return k.after(kind, place, days) }
	if stop > 0 {
		c.from, c.to = clock(1).Add(-8*time.Hour), clock(1+stop)
	}
	if kind.promise > 0 {
		c.promised = k.day(place + kind.promise)
	}
	c.result = clock(c.days + stop)
	if c.result.After(day(2022, 10, 1)) {
		c.result, c.outcome = time.Time{}, ""
		if stop > 0 { // it would have to be known when it ends
			c.from, c.to = time.Time{}, time.Time{}
		}
		return c
	}
	switch c.outcome = "办结"; kind.topic {
	case "劳动仲裁":
		c.outcome = "裁决"
	case "劳动调解":
		if c.outcome = "调解成功"; k.rng.IntN(16) == 0 {
			c.outcome = "调解不成"
		}
	}
	c.channel = "网上"
	if k.rng.IntN(18) == 0 {
		c.channel = "窗口"
	}
	return c
}

// after is the end of the office's day so many days after a place in the list of working days, in the kind's own days.
func (k *others) after(kind *otherKind, place, days int) time.Time {
	d := k.day(min(place+days, len(k.workdays)-1))
	if kind.calendar {
		d = k.day(place).AddDate(0, 0, days)
	}
	return d.Add(17 * time.Hour)
}

// matters are the lines of the list that these kinds stand under.
func (kind otherKind) matter() matter {
	return matter{code: kind.code, name: kind.name, topic: kind.topic, org: kind.org, other: true, promise: kind.promise, trips: 0, steps: 1, from: day(2019, 1, 1)}
}

// count brings them to the figures that must come out.
func (k *others) count() {
	type sums struct{ closed, days, online, settled, inTime, due int }
	by := map[string]map[string]*sums{} // period, topic
	in := func(t time.Time, topic string) []*sums {
		var list []*sums
		for _, period := range []string{t.Format("2006-01"), t.Format("2006")} {
			if by[period] == nil {
				by[period] = map[string]*sums{}
			}
			if by[period][topic] == nil {
				by[period][topic] = &sums{}
			}
			list = append(list, by[period][topic])
		}
		return list
	}
	for _, c := range k.list {
		if c.result.IsZero() {
			if !c.promised.IsZero() && c.promised.Before(day(2022, 9, 30)) {
				k.truth.Late["service_case"] = append(k.truth.Late["service_case"], c.no)
				for _, s := range in(c.promised, c.kind.topic) {
					s.due++
				}
			}
			continue
		}
		for _, s := range in(c.result, c.kind.topic) {
			s.closed++
			s.due++
			s.days += c.days
			if c.channel == "网上" {
				s.online++
			}
			if c.outcome == "调解成功" {
				s.settled++
			}
			if c.days <= c.kind.promise {
				s.inTime++
			}
		}
	}
	for period, topics := range by {
		mean := func(code, topic string) {
			if s := topics[topic]; s != nil && s.closed > 0 {
				k.truth.figure(code, period, float64(s.days), float64(s.closed), 1, s.closed)
			}
		}
		rate := func(code string, numerator, denominator int) {
			if denominator > 0 {
				k.truth.figure(code, period, float64(numerator), float64(denominator), 100, denominator)
			}
		}
		of := func(topic string) sums {
			if s := topics[topic]; s != nil {
				return *s
			}
			return sums{}
		}
		mean("WG01", "用水报装")
		mean("WG02", "用气报装")
		mean("LM01", "劳动仲裁")
		mean("IP02", "专利纠纷")
		water, gas := of("用水报装"), of("用气报装")
		rate("WG03", water.online+gas.online, water.closed+gas.closed)
		rate("LM02", of("劳动调解").settled, of("劳动调解").closed)
		rate("MR03", of("投诉举报").inTime, of("投诉举报").due)
		rate("IN06", of("政策兑现").inTime, of("政策兑现").due)
	}
}

// otherFile is one source's file of a month: all of the year so far for a list, what happened in the month for changes.
type otherFile struct {
	source, name string
	header       []string
	row          func(c *otherCase, closed bool) []string
	changes      bool
}

var otherFiles = []otherFile{
	{source: "connection_case", name: "水气报装", header: []string{"报装编号", "业务编码", "报装单位编码", "用户名称", "用户地址", "受理渠道", "受理时间", "承诺完成日期", "通水通气时间"},
		row: func(c *otherCase, closed bool) []string {
			return []string{c.no, c.kind.code, c.kind.org, "演示用户", "演示路1号", channelOf(c), moments(c.accepted), dayText(c.promised), resultOf(c, closed)}
		}},
	{source: "labour_case", name: "劳动争议案件", header: []string{"案号", "案件类别编码", "申请人", "被申请人", "受理日期", "结案日期", "结案方式"},
		row: func(c *otherCase, closed bool) []string {
			return []string{c.no, c.kind.code, "演示申请人", "演示公司", moments(c.accepted), resultOf(c, closed), outcomeOf(c, closed)}
		}},
	{source: "patent_case", name: "专利侵权纠纷", header: []string{"案号", "案由编码", "请求人", "被请求人", "立案日期", "结案日期", "结案方式"},
		row: func(c *otherCase, closed bool) []string {
			return []string{c.no, c.kind.code, "演示公司", "演示公司", moments(c.accepted), resultOf(c, closed), outcomeOf(c, closed)}
		}},
	{source: "complaint_case", name: "投诉举报", changes: true, header: []string{"登记编号", "类别编码", "投诉人", "联系电话", "受理时间", "办结期限", "办结时间", "办结结果", "同步类型", "同步时间"},
		row: func(c *otherCase, closed bool) []string {
			return []string{c.no, c.kind.code, "演示", "", moments(c.accepted), dayText(c.promised), resultOf(c, closed), outcomeOf(c, closed)}
		}},
	{source: "policy_case", name: "政策兑现", changes: true, header: []string{"兑现编号", "政策编码", "兑现部门编码", "企业名称", "金额", "受理时间", "兑现期限", "到账时间", "同步类型", "同步时间"},
		row: func(c *otherCase, closed bool) []string {
			return []string{c.no, c.kind.code, c.kind.org, "演示公司", "100000", moments(c.accepted), dayText(c.promised), resultOf(c, closed)}
		}},
}

func channelOf(c *otherCase) string {
	if c.channel == "" {
		return "窗口"
	}
	return c.channel
}

func resultOf(c *otherCase, closed bool) string {
	if !closed {
		return ""
	}
	return moments(c.result)
}

func outcomeOf(c *otherCase, closed bool) string {
	if !closed {
		return ""
	}
	return c.outcome
}

// countOf is how many cases of a source there are.
func countOf(list []*otherCase, source string) int {
	n := 0
	for _, c := range list {
		n += one(c.kind.source == source)
	}
	return n
}

// write makes a source's file: a list of every case, those of earlier years too, or what happened in a span.
func (k *others) write(of otherFile, in monthsSpan, number int, earlier []*otherCase) file {
	end := in.last.AddDate(0, 0, 1)
	f := file{source: of.source, name: of.name + "_" + in.last.Format(time.DateOnly) + ".csv", table: table{
		encoding: []string{gb18030, utf8BOM}[number%2], comma: ",", eol: "\r\n", header: of.header,
	}}
	f.count.AsOf = in.last.Format(time.DateOnly)
	if !of.changes {
		for _, c := range earlier {
			if c.kind.source == of.source {
				f.good(of.row(c, true)...)
			}
		}
	}
	for _, c := range k.list {
		if c.kind.source != of.source || !c.accepted.Before(end) {
			continue
		}
		closed := !c.result.IsZero() && c.result.Before(end)
		row := of.row(c, closed)
		begun := in.has(c.accepted)
		switch {
		case !of.changes:
			f.good(row...)
		case closed && in.has(c.result):
			f.good(append(row, words(begun, "I", "U"), moments(c.result.Add(time.Minute)))...)
		case begun:
			f.good(append(row, "I", moments(c.accepted.Add(time.Minute)))...)
		}
	}
	return f
}

// unknown adds a row whose matter nobody knows to a source's file.
func (k *others) unknown(of otherFile, f *file, last time.Time) {
	i := slices.IndexFunc(k.list, func(c *otherCase) bool { return c.kind.source == of.source })
	row := of.row(k.list[i], true)
	row[0], row[1] = "99"+strconv.Itoa(i), "无此编码"
	if of.changes {
		row = append(row, "I", moments(last.Add(time.Hour)))
	}
	f.bad(k.truth, "unknown_task", row...)
}
