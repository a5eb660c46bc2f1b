package engine_test

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"yingshang/sql/engine"
	"yingshang/sql/engine/enginetest"
)

// TestSelfTestFindsOpenDoors: an engine that is not shut does not start.
func TestSelfTestFindsOpenDoors(t *testing.T) {
	_, err := engine.FindLibrary("")
	enginetest.Need(t, err)
	for _, c := range []struct{ name, users, want string }{
		{
			"the quota of the boot user is not used up",
			`<quotas><boot replace="1"><interval><duration>2147483647</duration><queries>1000</queries></interval></boot></quotas>`,
			"a stranger may use the boot user",
		},
		{
			"the user needs no password",
			`<users><app><password_sha256_hex remove="1"/><no_password/></app></users>`,
			"a wrong password was let in",
		},
		{
			"the user may do nothing",
			`<users><app><grants replace="1"><query>GRANT SELECT ON nothing.*</query></grants></app></users>`,
			"Not enough privileges",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			put(t, dir, "users.d/open.xml", "<clickhouse>"+c.users+"</clickhouse>")
			e, err := engine.Start(t.Context(), engine.Config{Dir: dir, Memory: 1 << 30})
			if err == nil {
				e.Stop()
			}
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("Start = %v, want %q", err, c.want)
			}
			if _, err := engine.Join(dir); err == nil {
				t.Error("it can be joined")
			}
		})
	}
}

// TestNeedsTheLibrary: tests that need the engine are skipped where there is
// none, and fail in CI.
func TestNeedsTheLibrary(t *testing.T) {
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		ci, want string
		fails    bool
	}{{"", "--- SKIP: TestNotIn", false}, {"true", "--- FAIL: TestNotIn", true}} {
		cmd := exec.Command(exe, "-test.v", "-test.run=^TestNotIn$")
		cmd.Dir = t.TempDir()
		cmd.Env = append(os.Environ(), "CI="+c.ci, engine.LibraryVar+"=", enginetest.ServerVar+"=")
		out, err := cmd.CombinedOutput()
		if (err != nil) != c.fails || !strings.Contains(string(out), c.want) || !strings.Contains(string(out), "make setup") {
			t.Errorf("CI=%q: %v, want %q in\n%s", c.ci, err, c.want, out)
		}
	}
}
