package walktest

import (
	"net/url"
	"os"
	"testing"
)

// YINGSHANG_URL walks through a product that is running. The demo is walked through by the tests of the program.
func TestWalk(t *testing.T) {
	base := os.Getenv("YINGSHANG_URL")
	if base == "" {
		t.Skip("no YINGSHANG_URL")
	}
	t.Logf("%+v", Walk(t, base, url.Values{"year": {"2022"}, "region": {"330482"}}))
}
