package page

import (
	"strings"

	"yingshang/dashboards/assess"
)

// announcedBy is when a result was announced and by which document, as far as that was entered.
func (in In) announcedBy(a assess.Announced) string {
	l := in.Locale
	var parts []string
	if a.AnnouncedOn.IsZero() {
		parts = append(parts, l.T("announced.no_day"))
	} else {
		parts = append(parts, l.T("announced.on", "Day", ISO(a.AnnouncedOn)))
	}
	if a.Document == "" {
		parts = append(parts, l.T("announced.no_document"))
	} else {
		parts = append(parts, a.Document)
	}
	return strings.Join(parts, l.T("join.and"))
}

// beside is the item of a trace about announced results: when and by which document the one of the page's year was announced (nil:
// none was, or the figure says so itself), and that they are no part of the editions that the figure shows. The province announces
// a year after it has ended, and most often after it was frozen: its word is kept as it was entered, with the day and the document,
// and never becomes part of what was computed.
func (in In) beside(a *assess.Announced) []Pair {
	var parts []string
	if a != nil {
		parts = append(parts, in.announcedBy(*a))
	}
	if text := in.besideText(); text != "" {
		parts = append(parts, text)
	}
	if len(parts) == 0 {
		return nil
	}
	return []Pair{{in.Locale.T("announced.title"), strings.Join(parts, in.Locale.T("join.clause"))}}
}

func (in In) besideText() string {
	if e, frozen := in.edition(); frozen {
		return in.Locale.T("announced.beside", "Edition", string(e.ID))
	}
	if in.Many && len(in.Publication.Editions) > 0 {
		return in.Locale.T("announced.beside_all")
	}
	return ""
}
