package report

import (
	"bytes"
	"encoding/json"
	"io"
)

// WriteJSON writes t with its columns and notes; every row is an object in the order of the columns, a missing value null.
func WriteJSON(w io.Writer, t Table) error {
	columns, rows := t.marked()
	type column struct {
		Key   string `json:"key"`
		Title string `json:"title"`
		Unit  string `json:"unit,omitempty"`
	}
	type note struct {
		Title string `json:"title"`
		Text  string `json:"text"`
	}
	doc := struct {
		Title   string            `json:"title"`
		Mark    string            `json:"mark,omitempty"`
		Notes   []note            `json:"notes"`
		Columns []column          `json:"columns"`
		Rows    []json.RawMessage `json:"rows"`
	}{Title: t.Title, Mark: t.Mark.Text, Notes: []note{}, Columns: []column{}, Rows: []json.RawMessage{}}
	for _, n := range t.Notes {
		doc.Notes = append(doc.Notes, note(n))
	}
	for _, c := range columns {
		doc.Columns = append(doc.Columns, column(c))
	}
	for _, row := range rows {
		object, err := rowObject(columns, row)
		if err != nil {
			return err
		}
		doc.Rows = append(doc.Rows, object)
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", " ")
	return enc.Encode(doc)
}

// rowObject keeps the order of the columns, which a map would lose.
func rowObject(columns []Column, row []Value) (json.RawMessage, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, c := range columns {
		if i > 0 {
			b.WriteByte(',')
		}
		key, err := json.Marshal(c.Key)
		if err != nil {
			return nil, err
		}
		b.Write(key)
		b.WriteByte(':')
		var value any
		switch row[i].Kind {
		case Words:
			value = row[i].Text
		case Number:
			value = json.Number(row[i].Text)
		}
		cell, err := json.Marshal(value)
		if err != nil {
			return nil, err
		}
		b.Write(cell)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}
