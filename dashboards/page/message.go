package page

// Message is a page that has only a sentence: something is not there, or went wrong.
type Message struct {
	Base
	State State
}

// NewFailure says what went wrong, whose turn it is, and the request's id for a report. key is that of the failure in
// the catalogue.
func NewFailure(in In, key, id string) Message {
	l := in.Locale
	m := Message{Base: in.base(l.T("failure." + key + ".h1"))}
	m.State = State{Title: l.T("failure." + key + ".title"), Text: l.T("failure.request", "ID", id), Link: Link{Text: l.T("failure.home"), Href: in.url("/")}}
	switch key {
	case "internal", "slow", "gone", "conflict":
		m.State.Class = "bad"
	}
	return m
}

// NewUnpublished says that there is nothing to show yet.
func NewUnpublished(in In) Message {
	l := in.Locale
	m := Message{Base: in.base(l.T("unpublished.h1"))}
	m.State = State{Title: l.T("unpublished.title"), Text: l.T("unpublished.text"), Link: Link{Text: l.T("nav.pipeline"), Href: in.url("/pipeline")}}
	return m
}
