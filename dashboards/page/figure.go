package page

import "encoding/json"

// Figure is the contract of everything that is measured on a page: what it measures, what it found in one sentence, the
// picture or the table, the twin of a picture, and where it all comes from.
type Figure struct {
	ID      string // of the element: a permalink ends in it
	Span    string // columns of the grid: "c7"
	Kicker  string
	Marks   []Mark
	Finding string

	Chart   *Chart
	Ruler   *Ruler
	Strip   *Strip
	Tiles   *Tiles
	Formula string
	Ratio   *Ratio
	Steps   []Fact // of a pipeline
	Ways    *Ways
	Table   *Table
	Filter  *Filter
	Pairs   []Definition
	Legend  []Legend
	Code    *Code
	State   *State
	Pager   *Pager
	Twin    *Table // of the chart
	Fold    string // what the folded twin is called when it is no chart's
	More    *Link

	Trace Trace
}

// Chart is a picture drawn by the script.
type Chart struct {
	Option json.RawMessage
	Label  string // read aloud
	Height string // class: "h300"
}

// draw shows a picture of a height, or says that it could not be drawn; label is read aloud.
func (f *Figure) draw(l *Locale, label, height string, option json.RawMessage, err error) {
	if err != nil {
		f.State = &State{Class: "bad", Title: l.T("chart.failed"), Text: l.T("chart.failed_text")}
		return
	}
	f.Chart = &Chart{Option: option, Label: label, Height: height}
}

// Ratio is a numerator over a denominator.
type Ratio struct {
	Numerator, Denominator, Value, Words string
}

// Definition is a term and what it means; each value may link.
type Definition struct {
	Term  string
	Texts []Link
}

// Code is a text of a program, shown on demand.
type Code struct {
	Title, Text string
}

// Legend names a sign of the picture.
type Legend struct {
	Class string
	Sign  string
	Text  string
}

// Mark is a word in a box: 演示数据, 报道, 估算.
type Mark struct {
	Class string // "", "real", "est"
	Text  string
}

// Link is a text that may lead somewhere.
type Link struct {
	Text, Href string
	Current    bool
}

// Fact is one cell of a facts strip.
type Fact struct {
	Lamp  *Light // stands instead of the title
	Title string
	Marks []Mark
	Value string
	Unit  string
	Note  string
	Tone  string
	Light *Light
	Href  string
}

// State says in words why there is nothing to show, whose turn it is and what to press.
type State struct {
	Class string // "", "warn", "bad"
	Title string
	Text  string
	Link  Link
}

// Trace is the line under a figure.
type Trace struct {
	Items []Pair
	Links []Link
}

// Filter narrows a list by what its links or its form ask for.
type Filter struct {
	Action string
	Keep   []Pair // hidden fields
	Fields []FilterField
	Submit string
	Reset  Link
}

// FilterField is one choice, or a text to be written in.
type FilterField struct {
	Name, Title string
	Options     []Option
	Text        bool   // it is written, not chosen
	Value       string // what is written
	Hint        string
}

// Option is one value of a choice.
type Option struct {
	Value, Text string
	Selected    bool
}

// Pager leads through the pages of a list.
type Pager struct {
	Text       string
	Prev, Next Link
}
