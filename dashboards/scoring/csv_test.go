package scoring

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yingshang/dashboards/assess"
)

func TestParseValues(t *testing.T) {
	tests := []struct {
		name, file string
		want       []Input
	}{
		{"plain", "unit,indicator,value\nu,a1,3.5\nu,a2,\n", []Input{
			{Unit: "u", Indicator: "a1", Value: num(3.5), Status: assess.Measured, At: "v.csv:2"},
			{Unit: "u", Indicator: "a2", Status: assess.Measured, At: "v.csv:3"},
		}},
		{"year, status, other columns, any order, a BOM, CRLF", "\ufeffvalue,note,year,status,indicator,unit\r\n1e2,x,2022,,a1,\"Bahamas, The\"\r\n,y,2022,no_practice,a2,u\r\n", []Input{
			{Unit: "Bahamas, The", Year: 2022, Indicator: "a1", Value: num(100), Status: assess.Measured, At: "v.csv:2"},
			{Unit: "u", Year: 2022, Indicator: "a2", Status: assess.NoPractice, At: "v.csv:3"},
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := ParseValues("v.csv", []byte(tt.file))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("inputs (-want +got):\n%s", diff)
			}
		})
	}
}

func TestParseValuesTellsEveryFault(t *testing.T) {
	tests := []struct{ name, file, want string }{
		{"empty", "", "v.csv:1: the file is empty, want a header unit[,year],indicator,value[,status]"},
		{"header alone", "unit,indicator,value\n", "v.csv:1: the file has no rows below its header"},
		{"header", "unit,indicatr,value\nu,a,1\n", `v.csv:1: the header has no column "indicator" (did you mean "indicatr"?), want unit[,year],indicator,value[,status]`},
		{"many at once", "unit,year,indicator,value,status\n,2022,a,1,\nu,twenty,a,1,\nu,2022,a,\"3,5\",\nu,2022,a,NaN,\nu,2022,a,1,fine\nu,2022,a,1\nu,2022,b,1,\nu,2022,b,2,\n", `v.csv:2: unit is empty
v.csv:3: year is "twenty", want a year like 2022
v.csv:4: value of u, a is "3,5", want a number like 3.5, or an empty cell when there is none
v.csv:5: value of u, a is "NaN", want a number like 3.5, or an empty cell when there is none
v.csv:6: status "fine": want one of [measured small_sample not_applicable no_practice missing]
v.csv:7: 4 cells, want 5 as in the header
v.csv:9: u has two values of b, the first in line 8`},
		{"unclosed quote", "unit,indicator,value\nu,\"a,1\n", `v.csv:2: no valid CSV at byte 8 of the line: extraneous or missing " in quoted-field`},
		{"too many to tell", "unit,indicator,value\n" + strings.Repeat("u,,1\n", 30), strings.Join(append(emptyIndicators(20), "v.csv:21: and 10 faults more"), "\n")},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := ParseValues("v.csv", []byte(tt.file))
			if err == nil || !errors.Is(err, assess.ErrInvalid) {
				t.Fatalf("error %v, want faults", err)
			}
			if diff := cmp.Diff(tt.want, err.Error()); diff != "" {
				t.Errorf("faults (-want +got):\n%s", diff)
			}
		})
	}
}

func emptyIndicators(n int) (lines []string) {
	for i := range n {
		lines = append(lines, assess.Fault{File: "v.csv", Line: i + 2, Text: "indicator is empty"}.Error())
	}
	return lines
}

func TestWriteCSV(t *testing.T) {
	s := county()
	var in []Input
	for id, v := range map[string]float64{"a1": 100 / 3.0, "a2": 50, "b1": 80} {
		in = append(in, Input{Unit: "Bahamas, The", Year: 2022, Indicator: assess.IndicatorID(id), Value: num(v)})
	}
	var got bytes.Buffer
	if err := WriteCSV(&got, compute(t, s, in, Options{})); err != nil {
		t.Fatal(err)
	}
	want := `year,unit,node,score,rank,tier,status
2022,"Bahamas, The",total,54.5,1,3,measured
2022,"Bahamas, The",A,37.5,1,,measured
2022,"Bahamas, The",a1,33.333333333333336,1,,measured
2022,"Bahamas, The",a2,50,1,,measured
2022,"Bahamas, The",B,80,1,,measured
2022,"Bahamas, The",b1,80,1,,measured
2022,"Bahamas, The",shown,,,,missing
`
	if diff := cmp.Diff(want, got.String()); diff != "" {
		t.Errorf("CSV (-want +got):\n%s", diff)
	}
}

func FuzzParseValues(f *testing.F) {
	f.Add([]byte("unit,year,indicator,value,status\nu,2022,a1,3.5,no_practice\n"))
	f.Add([]byte("\ufeffunit,indicator,value\r\nu,\"a,1\r\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		in, err := ParseValues("v.csv", data)
		if err != nil {
			if !errors.Is(err, assess.ErrInvalid) {
				t.Errorf("error %v is no fault", err)
			}
			return
		}
		_, _ = Compute(county(), in, Options{})
	})
}
