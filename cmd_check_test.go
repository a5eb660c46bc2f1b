package main

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// runCommand parses and runs a command as main does, without its exit.
func runCommand(t *testing.T, command any, args ...string) (stdout string, err error) {
	t.Helper()
	var out bytes.Buffer
	parser, err := kong.New(command, kong.Writers(&out, &out))
	if err != nil {
		t.Fatal(err)
	}
	k, err := parser.Parse(args)
	if err != nil {
		return out.String(), err
	}
	err = k.Run()
	return out.String(), err
}

func TestCheckOfSoundFiles(t *testing.T) {
	out, err := runCommand(t, &checkCmd{}, "--data", t.TempDir())
	if err != nil || !strings.HasPrefix(out, fmt.Sprintf("no faults: 4 schemes (newest 2022), %d sources, ", filesOf(t, "etl/sources/*.yaml"))) {
		t.Errorf("check printed %q, %v", out, err)
	}
}

func TestCheckTellsEveryFault(t *testing.T) {
	conf := write(t, map[string]string{
		"conf/sources/release_bank.yaml": strings.Replace(read(t, "etl/sources/release_bank.yaml"), "0 18 * * 1-5", "0 18 31 2 *", 1),
		"conf/calendar/2027.csv":         "date,type,name_zh,name_en\n2027-02-30,off,春节,Spring Festival\n",
		"conf/indicators/RP03.sql":       "count() AS n\n",
	})
	out, err := runCommand(t, &checkCmd{}, "--data", conf)
	var exit *exitError
	if !errors.As(err, &exit) || exit.code != 1 || !strings.Contains(err.Error(), "faults in the files") {
		t.Errorf("check ended with %v, want exit code 1", err)
	}
	for _, want := range []string{"release_bank.yaml:13: schedule", "2027.csv:2: date", "RP03.sql:1: header key \"indicator\" is missing"} {
		if !strings.Contains(out, filepath.ToSlash(conf)+"/conf/") || !strings.Contains(out, want) {
			t.Errorf("check printed %q, want it to hold %q", out, want)
		}
	}
}
