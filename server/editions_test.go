package server

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"yingshang/dashboards/assess"
)

// Who reviews all departments asks for what is to happen with editions; nobody else may, and no deed is without a reason.
func TestEditionsAreOrderedByEvaluators(t *testing.T) {
	d := newDesk(t)
	everything := assess.Account{Name: "ping", Role: assess.RoleReviewer, Departments: []assess.DepartmentCode{assess.EveryDepartment}}
	if err := d.control.AddAccount(context.Background(), "test", everything, password, d.now); err != nil {
		t.Fatal(err)
	}
	post := func(cookie string, fields ...string) (int, string) {
		t.Helper()
		form := url.Values{}
		for i := 0; i < len(fields); i += 2 {
			form.Set(fields[i], fields[i+1])
		}
		w := d.send("POST", "/editions/order", cookie, formKind, strings.NewReader(form.Encode()))
		return w.Code, w.Body.String()
	}
	if w := d.send("GET", "/editions/order", "", "", nil); w.Code != http.StatusSeeOther || !strings.HasPrefix(w.Header().Get("Location"), "/login") {
		t.Errorf("a stranger gets %d, want to be led to the log-in", w.Code)
	}
	for _, name := range []string{"zhou", "lin", "root"} {
		if code, _ := post(d.login(name), "deed", "freeze", "year", "2021", "reason", "x"); code != http.StatusForbidden {
			t.Errorf("%s gets %d, want %d", name, code, http.StatusForbidden)
		}
	}
	if w := d.send("GET", "/editions/order", d.login("zhou"), "", nil); !strings.Contains(w.Body.String(), "您的账号不能冻结年度") || strings.Contains(w.Body.String(), "name=\"deed\"") {
		t.Error("who may not is shown the forms, or not told why there are none")
	}
	ping := d.login("ping")
	w := d.send("GET", "/editions/order", ping, "", nil)
	for _, want := range []string{`value="2021-1"`, `value="2020-1"`, "2021 年度（现为版次 2021-2）", `value="freeze"`, `value="rollback"`, `value="verify"`} {
		if !strings.Contains(w.Body.String(), want) {
			t.Errorf("the form does not hold %s", want)
		}
	}
	if code, body := post(ping, "deed", "freeze", "year", "2021", "reason", "  ", "publish", "1"); code != http.StatusUnprocessableEntity || !strings.Contains(body, "请写明理由") || !strings.Contains(body, "checked") {
		t.Errorf("without a reason: %d, want the form with what was chosen and what is wrong", code)
	}
	for _, wrong := range [][]string{{"deed", "burn", "year", "2021", "reason", "x"}, {"deed", "freeze", "year", "x", "reason", "x"}, {"deed", "publish", "edition", "21", "reason", "x"}} {
		if code, _ := post(ping, wrong...); code != http.StatusBadRequest {
			t.Errorf("%v: %d, want %d", wrong, code, http.StatusBadRequest)
		}
	}
	if orders, err := d.control.EditionOrders(context.Background(), 10); err != nil || len(orders) != 0 {
		t.Fatalf("%d orders, %v: want none of those that were refused", len(orders), err)
	}
	for _, good := range [][]string{
		{"deed", "freeze", "year", "2021", "reason", "归档", "publish", "1"}, {"deed", "publish", "edition", "2021-1", "reason", "公布"},
		{"deed", "rollback", "year", "2021", "reason", "漏报"}, {"deed", "verify", "edition", "2021-2", "reason", "重算核对"},
	} {
		if code, _ := post(ping, good...); code != http.StatusSeeOther {
			t.Errorf("%v: %d, want %d", good, code, http.StatusSeeOther)
		}
	}
	orders, err := d.control.WaitingEditionOrders(context.Background())
	if err != nil || len(orders) != 4 {
		t.Fatalf("%d orders wait, %v: want 4", len(orders), err)
	}
	if o := orders[0]; o.Deed != assess.EditionFrozen || o.Year != 2021 || !o.Publish || o.By != "ping" || o.Reason != "归档" {
		t.Errorf("the first order is %+v", o)
	}
	d.expect(d.send("GET", "/editions", "", "", nil), http.StatusOK, "4 个等待执行", "归档")
	deeds, err := d.control.Deeds(context.Background(), "2021-1", 10)
	if err != nil || len(deeds) != 1 || deeds[0].Who != "ping" || deeds[0].What != "edition.ask.publish" {
		t.Errorf("the audit of 2021-1 is %+v, %v", deeds, err)
	}
}

// An edition's page says what today would change, as exactly as its files do.
func TestAnEditionAgainstToday(t *testing.T) {
	h := New(config(t, newFixture(t)))
	body := ask(h, http.MethodGet, "/editions/2021-1").Body.String()
	for _, want := range []string{"总分会从 88.25 变为 84.50", "2 个指标值会变", "内容已改", "冻结后新增", "已删去", "清贷解抵", "service_case/unknown", "yingshang edition verify 2021-1",
		"冻结的结果", `href="/report?ed=2021-1&amp;year=2021"`, "发布与撤回"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page of an edition does not say %q", want)
		}
	}
	if body := ask(h, http.MethodGet, "/editions/2021-2").Body.String(); !strings.Contains(body, "一个数也不变") {
		t.Error("the page of an edition that would come out the same does not say so")
	}
	for path, want := range map[string]int{"/editions/2021-9": http.StatusNotFound, "/editions/x": http.StatusNotFound, "/editions/2021-1.csv?table=values": http.StatusOK} {
		if w := ask(h, http.MethodGet, path); w.Code != want {
			t.Errorf("GET %s = %d, want %d", path, w.Code, want)
		}
	}
}
