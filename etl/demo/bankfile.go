package demo

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"time"
)

// releaseFiles writes what the banks, the provident fund and the counter of the registration centre hand in.
func releaseFiles(o Options, t *Truth) ([]file, error) {
	r, err := newReleases(o)
	if err != nil {
		return nil, err
	}
	r.figures(t)
	r.reform(t)
	return slices.Concat(r.bankFiles(t), r.fundFiles(t), r.counterFiles(t)), nil
}

// style is how a bank's system writes its file.
type style struct {
	sender   string
	encoding string
	eol      string
	quoted   bool
	layout   string   // of times
	english  bool     // code words instead of Chinese ones
	header   []string // in the bank's own order
}

func (s style) wholeMinutes() bool { return s.layout == minuteLayout }

const minuteLayout = "2006/1/2 15:04"

var bankHeader = []string{"注销业务号", "抵押权人", "抵押人", "联系电话", "是否公积金", "是否组合贷", "结清时间", "发起时间", "发起方",
	"受理时间", "登簿时间", "办理渠道", "实际跑动次数", "不动产单元号", "操作", "变更时间", "备注"}

// jointFile is the place of the small banks' common file among the styles.
const jointFile = ownFile

// styles lists the senders: six big banks, and the small ones together.
func styles() []style {
	other := []string{"变更时间", "操作", "注销业务号", "不动产单元号", "抵押权人", "抵押人", "联系电话", "是否公积金", "是否组合贷",
		"发起方", "办理渠道", "实际跑动次数", "结清时间", "发起时间", "受理时间", "登簿时间", "备注"}
	return []style{
		{sender: "平湖演示第一银行", encoding: utf8Plain, eol: "\n", layout: time.DateTime, header: bankHeader},
		{sender: "平湖演示第二银行", encoding: utf8BOM, eol: "\r\n", layout: time.DateTime, header: bankHeader},
		{sender: "平湖演示第三银行", encoding: gb18030, eol: "\r\n", layout: minuteLayout, header: bankHeader},
		{sender: "平湖演示第四银行", encoding: utf16LE, eol: "\r\n", layout: time.DateTime, header: bankHeader},
		{sender: "平湖演示第五银行", encoding: gb18030, eol: "\n", layout: "2006/01/02 15:04:05", english: true, header: other},
		{sender: "平湖演示第六银行", encoding: utf8Plain, eol: "\n", quoted: true, layout: time.DateTime, header: bankHeader},
		{sender: "其余银行联合", encoding: gb18030, eol: "\r\n", layout: time.DateTime, header: bankHeader},
	}
}

// styleOf is how the file is written in which a bank's cases go.
func styleOf(bank int) style { return styles()[min(bank, jointFile)] }

// The kinds of planted fault that reject a row.
const (
	unknownBank     = "unknown_bank"
	beforePayoff    = "registered_before_payoff"
	impossibleDate  = "impossible_date"
	missingKey      = "missing_key"
	badChannel      = "bad_channel"
	negativeTrips   = "negative_trips"
	twoReasons      = "two_reasons" // unknown bank and negative trips in one row
	duplicate       = "duplicate"
	raggedLong      = "ragged_long"
	raggedShort     = "ragged_short"
	unclosedQuote   = "unclosed_quote"
	wrongCorrection = "rejected_correction" // a correction that is itself registered before the payoff: the old row stays
)

// The kinds that are accepted: they change, take back or come too late.
const (
	correction  = "correction"
	movedMonth  = "correction_moves_month" // beside correction
	deletion    = "deletion"
	stale       = "stale"
	formerName  = "former_name"
	openRelease = "open"
)

// entry is one row of a bank's file.
type entry struct {
	release
	operation string
	changed   time.Time
	fault     string
}

// bankMonth is one file in the making.
type bankMonth struct {
	sender, month int
	entries       []entry
}

// bankFiles writes a file a month for each sender.
func (r *releases) bankFiles(t *Truth) []file {
	const source = "release_bank"
	rng := rand.New(rand.NewPCG(r.rng.Uint64(), 4))
	p := &planter{releases: r, rng: rng, truth: t, source: source, done: map[string]bool{}}
	for range styles() {
		for m := range months {
			p.files = append(p.files, &bankMonth{sender: len(p.files) / len(months), month: m})
		}
	}
	var rows []*release
	for _, c := range r.cases {
		if !c.owner && !r.banks[c.bank].fund {
			rows = append(rows, c)
		}
	}
	p.change(rows)
	for _, c := range rows {
		if c.open {
			t.plant(source, openRelease)
		}
		if p.done[c.no] {
			continue
		}
		p.file(c.bank, c.month).put(entry{release: *c, operation: "新增", changed: reportedAt(c)})
	}
	p.spoil()
	t.live(source, len(rows))
	var files []file
	for _, b := range p.files {
		files = append(files, b.write(source, r, t))
	}
	return files
}

// reportedAt is when a bank's system notes a case: some minutes after its last step.
func reportedAt(c *release) time.Time {
	last := c.finished
	if c.open {
		last = c.accepted
	}
	return last.Add(3 * time.Minute)
}

func (b *bankMonth) put(e entry) { b.entries = append(b.entries, e) }

// write renders the rows in the order of their change.
func (b *bankMonth) write(source string, r *releases, t *Truth) file {
	s := styles()[b.sender]
	f := file{source: source, name: fmt.Sprintf("清贷解抵_%s_%s.csv", s.sender, lastDay(b.month)), table: table{
		encoding: s.encoding, comma: ",", eol: s.eol, quoted: s.quoted, header: s.header,
	}}
	f.count.AsOf = lastDay(b.month)
	slices.SortStableFunc(b.entries, func(x, y entry) int {
		return cmp.Or(x.changed.Compare(y.changed), cmp.Compare(x.no, y.no))
	})
	for _, e := range b.entries {
		f.count.Read++
		switch e.fault {
		case "":
			f.count.Accepted++
		case stale:
			f.count.Accepted++
			f.count.Stale++
		case deletion:
			f.count.Accepted++
			f.count.Deleted++
		default:
			f.count.Rejected++
		}
		if e.fault == "" && e.name != r.banks[e.bank].name {
			t.plant(source, formerName)
		}
		f.table.lines = append(f.table.lines, s.line(&f.table, e))
	}
	if b.sender == 2 && b.month == 4 { // an empty line at the end, as an editor leaves it
		f.table.lines = append(f.table.lines, "")
	}
	return f
}

// line renders a row with its fault.
func (s style) line(t *table, e entry) string {
	stamp := func(at time.Time) string {
		if at.IsZero() {
			return ""
		}
		return at.Format(s.layout)
	}
	yes := func(b bool) string {
		if b {
			return "是"
		}
		return "否"
	}
	initiator, channel := "银行", "线上"
	if s.english {
		initiator, channel = "bank", "online"
	}
	v := map[string]string{
		"注销业务号": e.no, "抵押权人": e.name, "抵押人": fmt.Sprintf("演示业主%06d", e.unit), "联系电话": fmt.Sprintf("100%08d", e.unit),
		"是否公积金": yes(e.fund), "是否组合贷": yes(e.combined), "结清时间": stamp(e.payoff), "发起时间": stamp(e.begun), "发起方": initiator,
		"受理时间": stamp(e.accepted), "登簿时间": stamp(e.finished), "办理渠道": channel, "实际跑动次数": strconv.Itoa(e.trips),
		"不动产单元号": unitNo(e.unit), "操作": e.operation, "变更时间": stamp(e.changed), "备注": Mark,
	}
	switch e.fault {
	case unknownBank:
		v["抵押权人"] = "平湖演示未备案银行"
	case impossibleDate:
		v["结清时间"] = february30(s.layout)
	case missingKey:
		v["注销业务号"] = ""
	case badChannel:
		v["办理渠道"] = "自助机"
	case negativeTrips:
		v["实际跑动次数"] = "-1"
	case twoReasons:
		v["抵押权人"], v["实际跑动次数"] = "平湖演示未备案银行", "-1"
	}
	fields := make([]string, 0, len(s.header)+1)
	for _, h := range s.header {
		fields = append(fields, v[h])
	}
	switch e.fault {
	case raggedLong:
		fields = append(fields, "多出一列")
	case raggedShort:
		fields = fields[:len(fields)-3]
	case unclosedQuote:
		return `"` + t.line(fields)
	}
	return t.line(fields)
}

// february30 writes a day that does not exist in a layout.
func february30(layout string) string {
	switch layout {
	case minuteLayout:
		return "2022/2/30 10:20"
	case "2006/01/02 15:04:05":
		return "2022/02/30 10:20:30"
	}
	return "2022-02-30 10:20:30"
}
