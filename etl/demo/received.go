package demo

import (
	"fmt"
	"slices"
	"time"
)

// plantSlips adds what clerks get wrong at any volume, fewer from month to month: about one row in a hundred and more.
func (c *cases) plantSlips(f *file, m int, like *serviceCase) {
	for i := range f.count.Read / (100 + 8*m) {
		row := c.row(like, true, "I", c.resultAt(like).Add(time.Hour))
		row[0] = fmt.Sprintf("98%02d%05d", m+1, i+1)
		if i%3 == 0 {
			row[5] = "现场"
			f.bad(c.truth, "apply_type", row...)
			continue
		}
		row[14] = ""
		f.bad(c.truth, "no_trips", row...)
	}
}

// plantMended adds a change of a case that is rejected, and brought right with the result in the next month's file.
func (c *cases) plantMended(f *file, m int) {
	for _, s := range c.list {
		if s.open || s.taken || monthOf(c.day(s.accepted)) != m || monthOf(c.resultAt(s)) != m+1 {
			continue
		}
		row := c.row(s, false, "U", c.acceptAt(s).Add(time.Hour))
		row[5] = "微信"
		f.bad(c.truth, "mended_later", row...)
		f.count.Mended++
		return
	}
}

// countReceived brings the files of cases to the rate of records that keep every rule. It is called when all of them are
// written, in their order. Of a source that sends its whole list the last one says everything.
func countReceived(files []file, t *Truth) {
	type sums struct{ accepted, counted int }
	by := map[string]*sums{}
	for i, f := range files {
		of := slices.IndexFunc(otherFiles[:], func(o otherFile) bool { return o.source == f.source })
		whole := of >= 0 && !otherFiles[of].changes
		if f.source != "service_case" && of < 0 || whole && slices.ContainsFunc(files[i+1:], func(later file) bool { return later.source == f.source }) {
			continue
		}
		for _, period := range []string{f.count.AsOf[:4], f.count.AsOf[:7]} {
			if by[period] == nil {
				by[period] = &sums{}
			}
			by[period].accepted += f.count.Accepted
			by[period].counted += f.count.Read - f.count.Mended
		}
	}
	for period, p := range by {
		t.figure("GS08", period, float64(p.accepted), float64(p.counted), 100, p.counted)
	}
}
