package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"yingshang/sql/engine"
)

func TestEngineTellsItsAddress(t *testing.T) {
	address := engine.Address{URL: "http://127.0.0.1:41234", User: "app", Password: "p/a@s"}
	want := "http://app:p%2Fa%40s@127.0.0.1:41234\n"
	var out bytes.Buffer
	if err := (&engineCmd{}).tell(&out, address); err != nil || out.String() != want {
		t.Errorf("standard output has %q, %v, want %q", out.String(), err, want)
	}
	if back, err := engine.ParseServer(want[:len(want)-1]); err != nil || back != address {
		t.Errorf("ParseServer reads it as %#v, %v", back, err)
	}

	file := filepath.Join(t.TempDir(), "address")
	if err := os.WriteFile(file+".part", []byte("left by one that died"), 0o644); err != nil {
		t.Fatal(err)
	}
	out.Reset()
	if err := (&engineCmd{AddressFile: file}).tell(&out, address); err != nil || out.Len() > 0 {
		t.Fatalf("tell: %v, and %q on standard output", err, out.String())
	}
	if got, err := os.ReadFile(file); err != nil || string(got) != want {
		t.Errorf("the file has %q, %v, want %q", got, err, want)
	}
	if info, err := os.Stat(file); err != nil || info.Mode() != 0o600 {
		t.Errorf("the file's mode is %v, %v, want that its owner alone reads it", info.Mode(), err)
	}
	if left, _ := filepath.Glob(file + ".*"); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
