package report

import (
	"encoding/csv"
	"io"
)

// WriteCSV writes t as UTF-8 with a byte-order mark, so that a spreadsheet on a Chinese desktop opens it right.
func WriteCSV(w io.Writer, t Table) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	columns, rows := t.marked()
	out := csv.NewWriter(w)
	out.UseCRLF = true
	line := make([]string, len(columns))
	for i, c := range columns {
		line[i] = guard(c.Head())
	}
	if err := out.Write(line); err != nil {
		return err
	}
	for _, row := range rows {
		line = line[:0]
		for _, v := range row {
			if v.Kind == Words {
				line = append(line, guard(v.Text))
			} else {
				line = append(line, v.Text)
			}
		}
		if err := out.Write(line); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}
