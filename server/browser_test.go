package server

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// browser starts Chromium with a fresh profile. Without one the test is skipped on a laptop and fails in CI.
func browser(t *testing.T) context.Context {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		if os.Getenv("CI") != "" {
			t.Fatal("no Chromium: CI must have one")
		}
		t.Skip("no Chromium on this machine")
	}
	ctx, cancel := chromedp.NewExecAllocator(t.Context(),
		chromedp.ExecPath(path), chromedp.NoFirstRun, chromedp.NoDefaultBrowserCheck, chromedp.Headless, chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true), chromedp.Flag("disable-dev-shm-usage", true), chromedp.Flag("hide-scrollbars", true),
		chromedp.Flag("force-color-profile", "srgb"), chromedp.Flag("lang", "zh-CN"),
	)
	t.Cleanup(cancel)
	ctx, stop := chromedp.NewContext(ctx)
	t.Cleanup(stop)
	if err := chromedp.Do(ctx); err != nil { // starts it
		t.Fatal(err)
	}
	return ctx
}

// screen is a size, a theme and a medium that pages are looked at in.
type screen struct {
	name          string
	width, height int64
	phone         bool
	theme         string
	medium        string // "print"; empty for a screen
}

var (
	light = []screen{{"desktop", 1440, 900, false, "light", ""}, {"phone", 390, 844, true, "light", ""}}
	every = append(light, screen{"desktop-dark", 1440, 900, false, "dark", ""}, screen{"phone-dark", 390, 844, true, "dark", ""},
		screen{"print", 794, 1123, false, "light", "print"})
)

// shots are the pages that are looked at.
var shots = []struct {
	name, path string
	screens    []screen
}{
	{"cockpit", "/", every},
	{"cockpit-en", "/?lang=en", light},
	{"indicator", "/i/RP03", every},
	{"indicator-rate", "/i/RP04", light},
	{"indicator-groups", "/i/RP03?split=mortgagee", light},
	{"indicator-things", "/i/RP07", light},
	{"indicator-open", "/i/BT01", light},
	{"indicators-found", "/indicators?q=qdjd", light},
	{"indicators-none", "/indicators?q=%E6%97%A0%E6%AD%A4%E6%8C%87%E6%A0%87", light},
	{"indicator-reported", "/i/TB02", light},
	{"indicator-missing", "/i/WG03", light},
	{"indicator-en", "/i/RP03?lang=en", light},
	{"indicators", "/indicators", light},
	{"indicators-tree", "/indicators?by=theme", light},
	{"indicators-en", "/indicators?lang=en", light},
	{"explain", "/explain", every},
	{"explain-theme", "/explain?theme=T08", light},
	{"explain-cases", "/explain?theme=T08&indicator=RP04&page=2", light},
	{"explain-en", "/explain?theme=T08&indicator=RP03&lang=en", light},
	{"whatif", "/whatif", light},
	{"whatif-asked", "/whatif?i1=TB02&x1=3&i2=CR01&x2=2&goal=score&score=95&m1=TB02&b1=4&c1=2", every},
	{"whatif-wrong", "/whatif?i1=TB02&x1=abc&x2=3&m1=CR01&b1=99", light},
	{"whatif-en", "/whatif?lang=en&i1=TB02&x1=3", light},
	{"pipeline", "/pipeline", every},
	{"pipeline-en", "/pipeline?lang=en", light},
	{"rejects", "/rejects", every},
	{"report", "/report/2022", every},
	{"dept", "/dept/BDC", every},
	{"plan", "/plan", every},
	{"plan-filtered", "/plan?department=BDC&state=late", light},
	{"plan-en", "/plan?lang=en", light},
	{"rejects-filtered", "/rejects?source=release_fund&reason=bad_payoff_at", light},
	{"rejects-en", "/rejects?lang=en", light},
	{"trend", "/trend", every},
	{"trend-en", "/trend?lang=en", light},
	{"tier", "/tier", every},
	{"tier-announced", "/tier?year=2021", every},
	{"tier-only", "/tier?year=2020", light},
	{"tier-en", "/tier?year=2021&lang=en", light},
	{"robust", "/tier/robust", every},
	{"compare", "/compare", every},
	{"compare-en", "/compare?lang=en&show=all", light},
	{"robust-en", "/tier/robust?lang=en", light},
	{"method", "/method", every},
	{"method-years", "/method?year=2021&from=2020&to=2021", light},
	{"method-en", "/method?from=2021&to=2022&lang=en", light},
	{"cases", "/cases?clock=service_case&state=late", every},
	{"cases-behind", "/cases?indicator=RP04&offset=50", light},
	{"cases-none", "/cases?clock=mortgage_release&state=late", light},
	{"cases-en", "/cases?lang=en", light},
	{"case", "/cases/service_case/{late}", every},
	{"case-closed", "/cases/service_case/{closed}", light},
	{"case-en", "/cases/service_case/{late}?lang=en", light},
	{"reforms", "/reform", light},
	{"reforms-en", "/reform?lang=en", light},
	{"reform-release", "/reform/mortgage_release", every},
	{"reform-joint", "/reform/joint_acceptance", every},
	{"reform-en", "/reform/joint_acceptance?lang=en", light},
	{"not-found", "/nothing", light},
}

// faults are what a page must not have; the script names each.
const faults = `(() => {
  const out = [];
  const root = document.documentElement;
  if (root.scrollWidth > innerWidth) out.push("scrolls sideways: " + root.scrollWidth + " > " + innerWidth);
  const seen = new Set();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let n; n = walk.nextNode();) {
    const e = n.parentElement;
    if (!n.textContent.trim() || e.closest("script,style,title,option,noscript") || !e.getClientRects().length) continue;
    const size = parseFloat(getComputedStyle(e).fontSize);
    if (size < 12 && !matchMedia("print").matches && !seen.has(e.className)) { seen.add(e.className); out.push("text of " + size + " px: " + n.textContent.trim().slice(0, 20)); }
  }
  document.querySelectorAll("figure.fig").forEach(f => {
    const body = [...f.children].filter(c => !c.matches(".kick,figcaption,.trace,script")).filter(c => c.getBoundingClientRect().height > 8);
    if (!body.length) out.push("empty figure: " + f.id);
  });
  document.querySelectorAll(".chart[data-option]").forEach(c => { if (!c.querySelector("svg path")) out.push("empty chart: " + c.dataset.option); });
  document.querySelectorAll(".scroll").forEach(s => { if (s.scrollWidth > s.clientWidth + 1) out.push("table scrolls sideways: " + s.getAttribute("aria-label")); });
  document.querySelectorAll("[src],[href],[action]").forEach(e => {
    const u = new URL(e.getAttribute("src") || e.getAttribute("href") || e.getAttribute("action"), location.href);
    if (u.origin !== location.origin && u.protocol !== "data:") out.push("leads outside: " + u.href);
  });
  return out;
})()`

// TestPagesInABrowser opens every page in every size and theme. YINGSHANG_SHOTS names a folder that keeps the pictures;
// YINGSHANG_URL looks at a product that is running instead of the fixture.
func TestPagesInABrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("-short")
	}
	ctx := browser(t)
	base := os.Getenv("YINGSHANG_URL")
	cases := strings.NewReplacer("{late}", "2200000001", "{closed}", "2200000002")
	if base != "" {
		cases = strings.NewReplacer("{late}", firstCase(t, base, "late"), "{closed}", firstCase(t, base, "closed"))
	} else {
		ts := httptest.NewServer(New(config(t, newFixture(t))))
		defer ts.Close()
		base = ts.URL
	}

	var mu sync.Mutex
	var log []string
	go func() { // ends with the browser
		for m, err := range chromedp.Console(ctx) {
			if err != nil {
				return
			}
			mu.Lock()
			log = append(log, string(m.Type)+": "+m.Text)
			mu.Unlock()
		}
	}()
	for _, shot := range shots {
		for _, sc := range shot.screens {
			t.Run(shot.name+"/"+sc.name, func(t *testing.T) {
				ctx, cancel := context.WithTimeout(ctx, 60*time.Second)
				defer cancel()
				see(t, ctx, base, shot.name, cases.Replace(shot.path), sc)
				mu.Lock()
				defer mu.Unlock()
				for _, line := range log {
					if shot.path == "/nothing" && strings.Contains(line, "404") {
						continue // it is the page about a page that is not there
					}
					t.Errorf("console: %s", line)
				}
				log = nil
			})
		}
	}
}

// firstCase is the number of the first service case in a state.
func firstCase(t *testing.T, base, state string) string {
	t.Helper()
	res, err := http.Get(base + "/cases.json?clock=service_case&state=" + state)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var list struct {
		Rows []struct {
			No string `json:"case_no"`
		} `json:"rows"`
	}
	if err := json.NewDecoder(res.Body).Decode(&list); err != nil || len(list.Rows) == 0 {
		t.Fatalf("no %s case: %s, %v", state, res.Status, err)
	}
	return list.Rows[0].No
}

// see opens a page and inspects it.
func see(t *testing.T, ctx context.Context, base, name, path string, sc screen) {
	t.Helper()
	sep := "?"
	if strings.Contains(path, "?") {
		sep = "&"
	}
	var opts []chromedp.EmulateViewportOption
	if sc.phone {
		opts = append(opts, chromedp.EmulateMobile, chromedp.EmulateTouch)
	}
	if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: sc.medium}); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Do(ctx,
		chromedp.EmulateViewport(sc.width, sc.height, opts...),
		chromedp.Navigate(base+path+sep+"still&look="+sc.theme),
	); err != nil {
		t.Fatal(err)
	}
	if _, err := settled(ctx, chromedp.Poll[bool](`document.documentElement.dataset.ready === "1"`)); err != nil {
		t.Fatalf("page is never ready: %v", err)
	}
	inspect(t, ctx, name, sc, opts...)
}

// settled asks the open page; a busy machine tells of a new page only after the first question went to the one before, whose
// context is gone then.
func settled[T any](ctx context.Context, ask chromedp.Action[T]) (found T, err error) {
	for {
		if found, err = chromedp.Run(ctx, ask); err == nil || !strings.Contains(err.Error(), "Cannot find context with specified id") {
			return found, err
		}
	}
}

// seeHere looks at the page that stands open, as after a form was sent.
func seeHere(t *testing.T, ctx context.Context, name string, sc screen) {
	t.Helper()
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(sc.width, sc.height)); err != nil {
		t.Fatal(err)
	}
	inspect(t, ctx, name, sc)
}

// inspect looks for faults on the open page and takes a picture.
func inspect(t *testing.T, ctx context.Context, name string, sc screen, opts ...chromedp.EmulateViewportOption) {
	t.Helper()
	found, err := settled(ctx, chromedp.Evaluate[[]string](faults))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		t.Error(f)
	}
	dir := os.Getenv("YINGSHANG_SHOTS")
	if dir == "" {
		return
	}
	height, err := chromedp.Run(ctx, chromedp.Evaluate[int64](`document.documentElement.scrollHeight`))
	if err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(sc.width, height, opts...)); err != nil {
		t.Fatal(err)
	}
	png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name+"-"+sc.name+".png"), png, 0o644); err != nil {
		t.Fatal(err)
	}
}
