package catalog

import (
	"fmt"
	"strings"

	"yingshang/dashboards/assess"
)

// Reasons that every dataset knows; they take the highest bits of a row's mask.
const (
	reasonLostSome  = 57
	reasonFailed    = 58
	ReasonOutside   = 59
	reasonRagged    = 60 // bit numbers: those of the faults of the record scan are put together in stage.sql
	reasonUnclosed  = 61
	ReasonDuplicate = 62
	ReasonConflict  = 63
)

var builtin = map[int]assess.Reason{
	reasonLostSome:  {Code: "lost_digits", Text: assess.Text{ZH: "这一行有超过15位的数字被当作数值存放,Excel 已丢失末尾的数字;请把该列设为“文本”格式,再重新填入原号码", EN: "A number of more than 15 digits stands in this row as a number, and Excel has lost its last digits: set the column's format to Text and fill in the original again"}},
	reasonFailed:    {Code: "error_cell", Text: assess.Text{ZH: "这一行有单元格是错误值(如 #N/A、#REF!),请改正公式或填入数值", EN: "A cell of this row is an error value like #N/A or #REF!: mend the formula or put the value there"}},
	ReasonOutside:   {Code: "outside_scope", Text: assess.Text{ZH: "这一行不属于文件名所说的月份或地区,请放到对应的文件里报送", EN: "This row belongs to another month or region than the file's name says: send it in the file of that one"}},
	reasonRagged:    {Code: "ragged", Text: assess.Text{ZH: "这一行的列数与表头不一致,请检查多余或缺少的逗号,或表格右边多出的单元格", EN: "This line has more or fewer fields than the header: look for a comma too many or too few, or for a cell right beside the table"}},
	reasonUnclosed:  {Code: "unclosed_quote", Text: assess.Text{ZH: "这一行有一个引号没有闭合,请补上或删去", EN: "A quote in this line is not closed: close it or take it out"}},
	ReasonDuplicate: {Code: "duplicate", Text: assess.Text{ZH: "与同一文件中更早的一行完全相同,只计一次,无需处理", EN: "The same as an earlier line of this file: counted once, nothing to do"}},
	ReasonConflict:  {Code: "conflict", Text: assess.Text{ZH: "同一编号在文件中出现多次且内容不同,无法判断以哪行为准,请只保留正确的一行", EN: "The same key stands several times with different contents: keep the right line only"}},
}

// Dataset is one kind of record: how staged strings become typed columns and reasons.
type Dataset struct {
	ID       assess.DatasetID
	Title    assess.Text
	Key      Names              // without source and month
	Reads    []assess.DatasetID // reference data that judging looks up
	Fields   []string           // what a source maps its headers to
	Optional []string           // fields that a source may leave out
	Columns  Names              // typed columns of the SELECT, in order
	changed  string             // column with an increment row's change time
	deletes  string             // column that takes a key away
	reasons  []assess.Reason    // by bit
	rejects  []string           // their columns
	lambdas  []string
	body     selection
	file     string
	text     string
}

func parseDataset(file, text string) (*Dataset, []error) {
	h := parseHeader(file, text)
	faults := h.check([]string{"dataset", "title", "key"}, []string{"reads", "changed", "deletes", "optional", "lambda"}, []string{"reject"})
	faults = append(append(faults, h.named("dataset", ".sql")...), h.bilingual("title")...)
	body, err := parseSelect(h.body)
	if err != nil {
		return nil, append(faults, h.fault(lineOf(err, h.body, h.first), "%v", err))
	}
	d := &Dataset{
		ID: assess.DatasetID(h.get("dataset")), Title: h.text("title"), Key: h.list("key"), Optional: h.list("optional"),
		lambdas: h.list("lambda"), changed: h.get("changed"), deletes: h.get("deletes"), body: body, file: file, text: text,
	}
	for _, r := range h.list("reads") {
		d.Reads = append(d.Reads, assess.DatasetID(r))
	}
	words := map[string]assess.Text{}
	for _, l := range h.all("reject") {
		code, rest, _ := strings.Cut(l.value, "|")
		code = strings.TrimSpace(code)
		t := bilingual(rest)
		if t.ZH == "" || t.EN == "" {
			faults = append(faults, h.fault(l.line, "reason %q wants words in two languages: code | 中文 | English", code))
		}
		words[code] = t
	}
	for _, it := range body.list {
		if code, ok := strings.CutPrefix(it.name, "reject_"); ok {
			t, known := words[code]
			if !known {
				faults = append(faults, h.fault(1, "column %s has no line \"-- reject: %s | 中文 | English\"", it.name, code))
			}
			delete(words, code)
			d.reasons = append(d.reasons, assess.Reason{Code: code, Text: t})
			d.rejects = append(d.rejects, it.name)
			continue
		}
		d.Columns = append(d.Columns, it.name)
	}
	for _, l := range h.all("reject") {
		code, _, _ := strings.Cut(l.value, "|")
		code = strings.TrimSpace(code)
		if _, left := words[code]; left {
			faults = append(faults, h.fault(l.line, "reason %q has no column reject_%s", code, code))
		}
	}
	if len(d.reasons) > reasonLostSome {
		faults = append(faults, h.fault(1, "%d reasons, want at most %d", len(d.reasons), reasonLostSome))
	}
	for _, k := range append(append(Names{"month"}, d.Key...), present(d.changed, d.deletes)...) {
		if !has(d.Columns, k) {
			faults = append(faults, h.fault(h.naming(k), "column %q is named in the header and not selected", k))
		}
	}
	seen := map[string]bool{}
	for _, w := range body.words {
		if f, ok := strings.CutPrefix(w, "raw_"); ok && !seen[f] {
			seen[f] = true
			d.Fields = append(d.Fields, f)
		}
	}
	for _, o := range d.Optional {
		if !seen[o] {
			faults = append(faults, h.fault(h.line("optional"), "optional field %q is not read: no raw_%s%s", o, o, assess.DidYouMean(o, d.Fields)))
		}
	}
	return d, faults
}

func present(words ...string) Names {
	var kept Names
	for _, w := range words {
		if w != "" {
			kept = append(kept, w)
		}
	}
	return kept
}

// ReasonAt returns the reason behind a bit of a row's mask.
func (d *Dataset) ReasonAt(bit int) (assess.Reason, bool) {
	if bit < len(d.reasons) {
		return d.reasons[bit], true
	}
	r, ok := builtin[bit]
	return r, ok
}

// Reason returns a reason by its code.
func (d *Dataset) Reason(code string) (assess.Reason, bool) {
	for _, r := range d.reasons {
		if r.Code == code {
			return r, true
		}
	}
	for _, r := range builtin {
		if r.Code == code {
			return r, true
		}
	}
	return assess.Reason{}, false
}

// ReasonCodes returns the codes by bit, 64 of them, "" where a bit has none.
func (d *Dataset) ReasonCodes() []string {
	codes := make([]string, 64)
	for i := range codes {
		if r, ok := d.ReasonAt(i); ok {
			codes[i] = r.Code
		}
	}
	return codes
}

// Deletes says whether rows may take their key away.
func (d *Dataset) Deletes() bool { return d.deletes != "" }

// JudgedBy tells whether the way of judging has changed: the dataset's SQL and its lambdas.
func (c *Catalog) JudgedBy(d *Dataset) uint64 {
	texts := []string{d.text}
	for _, l := range d.lambdas {
		texts = append(texts, c.lambdas[l])
	}
	return hash(texts...)
}

// StageSQL puts together the one statement that types and judges every record while it is inserted. columns are the
// fields of the file's columns in order ("" for one that is not read); constants are the fields that the source gives.
// Rows arrive as CSV: line, fault, then the file's columns.
func (c *Catalog) StageSQL(d *Dataset, stage string, columns []string, constants []string, increment bool) (string, error) {
	structure, content := "_line UInt32, _fault UInt8", make([]string, len(columns))
	at := map[string]string{}
	for i, field := range columns {
		name := fmt.Sprintf("_c%d", i+1)
		structure += ", " + name + " String"
		content[i] = name
		if field != "" {
			at[field] = name
		}
	}
	for _, f := range constants {
		at[f] = "{constant_" + f + ":String}"
	}
	raw := make([]string, len(d.Fields))
	for i, f := range d.Fields {
		switch from := at[f]; from {
		case "":
			raw[i] = "'' AS raw_" + f
		case "_c1": // a record that the scan refused carries its whole text here
			raw[i] = "if(_fault = 0, _c1, '') AS raw_" + f
		default:
			raw[i] = from + " AS raw_" + f
		}
	}
	bad := make([]string, len(d.rejects))
	for i, r := range d.rejects {
		bad[i] = fmt.Sprintf("toUInt64(ifNull(%s, 0)) * %d", r, uint64(1)<<i)
	}
	dataTime := "{as_of:UInt64}"
	if increment && d.changed != "" {
		dataTime = "ifNull(toUnixTimestamp(" + d.changed + "), {as_of:UInt64})"
	}
	isDeleted := "0"
	if d.deletes != "" {
		isDeleted = d.deletes
	}
	with := c.with(d.lambdas, d.body.with)
	if with != "" {
		with += ","
	}
	return c.Query("stage", map[string]any{
		"stage": Names{stage}, "columns": d.Columns, "is_deleted": Fragment(isDeleted), "data_time": Fragment(dataTime),
		"bad": Fragment(strings.Join(bad, " + ")), "with": Fragment(with), "cells": Names(content),
		"raw": Fragment(strings.Join(raw, ", ")), "structure": Fragment("'" + structure + "'"),
		"list": Fragment(d.body.text), "rest": Fragment(d.body.rest),
	})
}

// RegionOf is the column that says which region a row belongs to, or the empty text.
func (d *Dataset) RegionOf() Fragment {
	if has(d.Columns, "region_code") {
		return "region_code"
	}
	return "''"
}

// KeyText writes the key's columns as texts.
func (d *Dataset) KeyText() Fragment {
	parts := make([]string, len(d.Key))
	for i, k := range d.Key {
		parts[i] = "toString(" + k + ")"
	}
	return Fragment(strings.Join(parts, ", "))
}
