package page

// Login is where people say who they are.
type Login struct {
	Base
	Action string
	Next   string // the page that was asked for
	Name   string
	Notice *State
}

// NewLogin builds the page. said is what went wrong: "wrong" or "often"; empty at first.
func NewLogin(in In, next, name, said string) Login {
	l := in.Locale
	p := Login{Base: in.base(l.T("login.h1")), Action: in.url("/login"), Next: next, Name: name}
	p.Sub = l.T("login.sub")
	if said != "" {
		p.Notice = &State{Class: "bad", Title: l.T("login." + said), Text: l.T("login." + said + "_text")}
	}
	return p
}
