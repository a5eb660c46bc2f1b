package demo

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
)

// reported2022 holds the values that departments report for every scored indicator without case records in the demo: all
// of them invented. One line an indicator.
//
//go:embed reported_2022.csv
var reported2022 string

// statedFiles writes what is handed in as a result, not as records: the province's feedback (from the article) and the
// departments' sheet (invented).
func statedFiles(o Options, t *Truth) ([]file, error) {
	sheet, err := reportedFile(o, t)
	if err != nil {
		return nil, err
	}
	return []file{announcedFile(o, t), sheet}, nil
}

func announcedFile(o Options, t *Truth) file {
	f := file{source: "announced", name: "省反馈结果_" + AsOf + ".csv", table: table{
		encoding: utf8Plain, comma: ",", eol: "\n",
		header: []string{"区划代码", "区划名称", "评价年度", "档次", "得分", "反馈日期", "文件", "备注"},
	}}
	f.count.AsOf = AsOf
	f.table.add(string(Region), "平湖市", "2020", "1", "", "", "省发改委反馈", "第一档;得分与反馈日期未见报道")
	f.table.add(string(Region), "平湖市", "2021", "1", "87.46", "", "省发改委反馈", "第一档,连续2年;反馈日期未见报道")
	f.count.Read, f.count.Accepted = 2, 2
	score := 87.46
	t.Announced = []Announced{{Region: string(Region), Year: 2020, Tier: "1"}, {Region: string(Region), Year: 2021, Tier: "1", Score: &score}}
	addAnonymous(o, &f, t)
	t.live(f.source, f.count.Accepted)
	return f
}

func reportedFile(o Options, t *Truth) (file, error) {
	f := file{source: "reported", name: "部门填报指标值_" + AsOf + ".csv", table: table{
		encoding: utf8BOM, comma: ",", eol: "\r\n",
		header: []string{"指标代码", "指标名称", "计量单位", "区划代码", "期间", "指标值", "分子", "分母", "样本量", "状态", "填报部门", "说明"},
	}}
	f.count.AsOf = AsOf
	rows, err := csv.NewReader(strings.NewReader(reported2022)).ReadAll()
	if err != nil {
		return file{}, fmt.Errorf("read reported_2022.csv: %w", err)
	}
	note := Mark + "(虚构)"
	for _, r := range rows[1:] { // code, name, unit, value, numerator, denominator, n, department
		value, err := strconv.ParseFloat(r[3], 64)
		if err != nil {
			return file{}, fmt.Errorf("reported_2022.csv: value of %s: %w", r[0], err)
		}
		f.table.add(r[0], r[1], r[2], string(Region), "2022", r[3], r[4], r[5], r[6], "", r[7], note)
		f.count.Read++
		f.count.Accepted++
		t.Reported = append(t.Reported, Reported{Region: string(Region), Indicator: r[0], Period: "2022", Value: value})
	}
	if err := addYears(o, &f, t); err != nil {
		return file{}, err
	}
	for _, bad := range []struct{ kind, period, value string }{
		{"impossible_period", "2022-13", "96.1"},
		{"value_in_words", "2022-08", "九成以上"},
	} {
		f.table.add("TX04", "涉税业务网办率", "%", string(Region), bad.period, bad.value, "", "", "", "", "SWJ", note)
		f.count.Read++
		f.count.Rejected++
		t.plant(f.source, bad.kind)
	}
	t.live(f.source, f.count.Accepted)
	return f, nil
}
