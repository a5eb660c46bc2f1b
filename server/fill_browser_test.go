package server

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"yingshang/sql/control"
)

// TestFillingInInABrowser logs in, types, is told of faults, and hands a sheet to a reviewer, at a desk and on a phone.
func TestFillingInInABrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("-short")
	}
	ctx := browser(t)
	d := newDesk(t)
	ts := httptest.NewServer(d.h)
	defer ts.Close()
	run := func(actions ...chromedp.Action[chromedp.Void]) {
		t.Helper()
		ctx, cancel := context.WithTimeout(ctx, 60*time.Second)
		defer cancel()
		if err := chromedp.Do(ctx, actions...); err != nil {
			t.Fatal(err)
		}
	}
	login := func(name string) {
		t.Helper()
		run(chromedp.Navigate(ts.URL+"/login"), chromedp.SetValue(`[name=name]`, name), chromedp.SetValue(`[name=password]`, password), chromedp.Click(`.press button`),
			chromedp.WaitVisible(`.desk`))
	}
	look := func(name, path string) {
		t.Helper()
		for _, sc := range append(light, screen{"desktop-dark", 1440, 900, false, "dark", ""}) {
			t.Run(name+"/"+sc.name, func(t *testing.T) {
				ctx, cancel := context.WithTimeout(ctx, 60*time.Second)
				defer cancel()
				see(t, ctx, ts.URL, name, path, sc)
			})
		}
	}
	look("login", "/login")
	login("lin")
	look("fill", "/fill")
	look("fill-en", "/fill?lang=en")
	look("filling", gdgs)
	d.expect(d.form(d.login("lin"), gdgs, good("0", "save", "EL01.value", "九成"), upload{"EL01.file", "低压办电台账(1—9月).pdf", "%PDF-1.7\n"}), http.StatusSeeOther)
	run(chromedp.Navigate(ts.URL+gdgs), chromedp.Click(`[value=check]`), chromedp.WaitVisible(`[aria-invalid=true]`))
	for _, sc := range light {
		seeHere(t, ctx, "filling-faults", sc)
	}
	run(chromedp.SetValue(`[name="EL01.value"]`, "2.05"), chromedp.Click(`[value=submit]`), chromedp.WaitNotPresent(`#sheet-form`))
	if f := d.filling(); f.SubmittedBy != "lin" || f.Rows[0].Value != "2.05" {
		t.Fatalf("submitted in the browser: %+v", f)
	}
	login("zhou")
	look("filling-review", gdgs)
	look("filling-review-en", gdgs+"?lang=en")
	if _, err := d.control.ReturnFilling(t.Context(), "zhou", control.Sheet{Department: "GDGS", Period: "2022", Version: d.filling().Version}, "低压办电平均用时的样本量与台账不符，请核对", d.now); err != nil {
		t.Fatal(err)
	}
	login("root")
	look("fill-admin", "/fill")
	login("lin")
	look("filling-returned", gdgs)
	look("forbidden", "/fill/FY/2022")
}
