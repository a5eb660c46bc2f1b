package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestUserCommands(t *testing.T) {
	dir := t.TempDir()
	file, short := filepath.Join(dir, "password"), filepath.Join(dir, "short")
	for name, text := range map[string]string{file: "correct horse battery\n", short: "short\n"} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, tt := range []struct {
		args string
		code int
		says string
	}{
		{"list", 0, "no accounts yet"},
		{"add lin --role filler --department GDGS --password-file " + file, 0, "lin: filler GDGS"},
		{"add lin --role viewer --password-file " + file, 2, "already"},
		{"add ma --role filler --password-file " + file, 2, "wants a department"},
		{"add ma --role filler --department all --password-file " + file, 2, "not all"},
		{"add ma --role filler --department GDG --password-file " + file, 2, "did you mean"},
		{"add ma --role king --password-file " + file, 2, "role"},
		{"add ma --role viewer --password-file " + short, 2, "want 10 to 256"},
		{"add ma --role viewer --password secret1234", 2, "unknown flag"},
		{"role lin reviewer", 0, "reviewer"},
		{"scope lin all", 0, "all"},
		{"role lin filler", 2, "not all"},
		{"disable lin", 0, "disabled"},
		{"disable lin --enable", 0, "active"},
		{"passwd lin --password-file " + file, 0, "lin"},
		{"disable nobody", 2, "not found"},
		{"list", 0, "reviewer"},
	} {
		var out bytes.Buffer
		args := append([]string{"user"}, strings.Fields(tt.args)...)
		if !strings.Contains(tt.args, "--password secret") {
			args = append(args, "--data", dir)
		}
		if code := run(t.Context(), args, &out, &out); code != tt.code || !strings.Contains(out.String(), tt.says) {
			t.Errorf("user %s = %d, want %d and %q:\n%s", tt.args, code, tt.code, tt.says, out.String())
		}
	}
}
