package page

import "yingshang/dashboards/assess"

// handed says by whom an indicator's value was filled in and approved, and what files stand behind it; nothing when it came
// another way.
func (in In) handed(h *assess.HandIn, id assess.IndicatorID) []Definition {
	if h == nil {
		return nil
	}
	l := in.Locale
	var behind []assess.Evidence
	for _, e := range h.Evidence {
		if e.Indicator == id {
			behind = append(behind, e)
		}
	}
	filled := l.T("fill.handed.by", "Name", h.FilledBy, "At", in.moment(h.SubmittedAt))
	if h.Late {
		filled += l.T("fill.handed.late")
	}
	files := []Link{{Text: l.T("fill.handed.files", "N", len(behind))}}
	for _, e := range behind {
		files = append(files, Link{Text: l.T("join.clause")}, Link{Text: e.Name, Href: in.evidence(e)},
			Link{Text: l.T("fill.handed.file", "Hash", e.SHA256[:min(12, len(e.SHA256))])})
	}
	return []Definition{
		{l.T("fill.handed.filled"), []Link{{Text: filled, Href: in.sheet(h.Department, h.Period)}}},
		{l.T("fill.handed.approved"), []Link{{Text: l.T("fill.handed.by", "Name", h.ApprovedBy, "At", in.moment(h.ApprovedAt))}}},
		{l.T("fill.handed.evidence"), files},
	}
}

// Refusal says why a file is not taken: kind is type, size, empty or more.
func Refusal(kind, name string) Text { return Text{"fill.refuse." + kind, []any{"Name", name}} }
