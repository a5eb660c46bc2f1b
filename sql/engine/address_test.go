package engine_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"yingshang/sql/engine"
)

func TestParseServer(t *testing.T) {
	secret := filepath.Join(t.TempDir(), "password")
	if err := os.WriteFile(secret, []byte("from file\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, in, file string
		want           engine.Address
		fails          bool
	}{
		{name: "all given", in: "http://u:p%40ss@db:9000", want: engine.Address{URL: "http://db:9000", User: "u", Password: "p@ss"}},
		{name: "defaults", in: "http://db", want: engine.Address{URL: "http://db:8123", User: "default"}},
		{name: "https, slash", in: "https://u@db/", want: engine.Address{URL: "https://db:8443", User: "u"}},
		{name: "IPv6", in: "http://u:p@[::1]:8123", want: engine.Address{URL: "http://[::1]:8123", User: "u", Password: "p"}},
		{name: "password in a file", in: "http://u:p@db", file: secret, want: engine.Address{URL: "http://db:8123", User: "u", Password: "from file"}},
		{name: "file is missing", in: "http://u:p@db", file: secret + "x", fails: true},
		{name: "no scheme", in: "u:hush@db:8123", fails: true},
		{name: "native port's scheme", in: "clickhouse://u:hush@db:9000", fails: true},
		{name: "no host", in: "http://u:hush@", fails: true},
		{name: "a path", in: "http://u:hush@db/x", fails: true},
		{name: "not a URL", in: "http://u:hush@db:port", fails: true},
		{name: "empty", in: "", fails: true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Setenv(engine.PasswordFile, c.file)
			got, err := engine.ParseServer(c.in)
			if (err != nil) != c.fails || got != c.want {
				t.Errorf("ParseServer(%q) = %#v, %v, want %#v", c.in, got, err, c.want)
			}
			if err != nil && strings.Contains(err.Error(), "hush") {
				t.Errorf("the error shows the password: %v", err)
			}
		})
	}
}

func TestAddressHidesThePassword(t *testing.T) {
	a := engine.Address{URL: "http://127.0.0.1:41234", User: "app", Password: "hush"}
	for _, verb := range []string{"%s", "%v", "%+v", "%#v"} {
		if got, want := fmt.Sprintf(verb, a), "http://app@127.0.0.1:41234"; got != want {
			t.Errorf("%s: got %q, want %q", verb, got, want)
		}
	}
}
