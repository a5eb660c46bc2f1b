package server

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/calendar"
	"yingshang/dashboards/page"
	"yingshang/dashboards/scheme"
	"yingshang/sql/control"
)

// Fill is what filling in needs: where sheets are kept, and who judges them.
type Fill struct {
	Control  *control.DB
	Evidence string // folder
	Today    func(context.Context) (time.Time, error)
	// Judge says what is wrong with rows of the dataset reported_value, whose cells are those of assess.FillFields; the first
	// row is line 2.
	Judge func(ctx context.Context, rows [][]string) ([]assess.Reject, error)
	TLS   bool // a proxy before us speaks TLS: cookies go nowhere else
}

// shownDeeds is how many lines of the audit a page lists.
const shownDeeds = 100

// fillRoutes are the pages that know who asks.
func (s *server) fillRoutes(r gin.IRoutes) {
	r.GET("/login", s.loginPage)
	r.POST("/login", s.login)
	r.POST("/logout", s.logout)
	for _, path := range []string{"/fill", "/fill.csv", "/fill.json", "/fill.xlsx"} {
		r.GET(path, s.known(s.fillList))
	}
	r.GET("/fill/:department/:period", s.known(func(c *gin.Context, a assess.Account) error {
		if c.Param("department") == "evidence" {
			return s.evidence(c, a)
		}
		return s.filling(c, a)
	}))
	r.POST("/fill/:department/:period", s.known(s.change))
}

// known lets in who is logged in. Who only looks is led to the log-in; what somebody has typed is not thrown away by that.
func (s *server) known(h func(*gin.Context, assess.Account) error) gin.HandlerFunc {
	return func(c *gin.Context) {
		c.Header("Cache-Control", "no-store")
		a, err := s.account(c.Request)
		if errors.Is(err, errLogin) && c.Request.Method == http.MethodGet {
			c.Redirect(http.StatusSeeOther, "/login?next="+url.QueryEscape(c.Request.URL.RequestURI()))
			return
		}
		if err == nil {
			err = h(c, a)
		}
		if err != nil {
			s.fail(c.Writer, c.Request, err)
		}
	}
}

// show answers with a page that is nobody else's.
func (s *server) show(c *gin.Context, status int, r *request, doc document) {
	var buf bytes.Buffer
	kind, name, err := "text/html; charset=utf-8", "", error(nil)
	if r.ending == "" {
		err = page.Render(&buf, r.Locale, doc.template, doc.data)
	} else {
		kind, name, err = s.file(&buf, r, doc)
	}
	if err != nil {
		s.fail(c.Writer, c.Request, err)
		return
	}
	c.Header("Cache-Control", "no-store")
	if name != "" {
		c.Header("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	}
	c.Data(status, kind, buf.Bytes())
}

// fillList is the list of sheets that somebody may see.
func (s *server) fillList(c *gin.Context, a assess.Account) error {
	ctx, r, err := s.read(c.Request.Context(), c.Request)
	if err != nil {
		return err
	}
	in := page.FillInput{In: r.In, Account: a}
	today, err := s.Fill.Today(ctx)
	if err != nil {
		return err
	}
	begun, err := s.Fill.Control.Fillings(ctx)
	if err != nil {
		return err
	}
	kept := map[string]assess.Filling{}
	for _, f := range begun {
		kept[f.Period+"/"+string(f.Department)] = f
	}
	for _, year := range s.fillYears(today) {
		for _, code := range slices.Sorted(maps.Keys(s.departments)) {
			key := fmt.Sprint(year, "/", code)
			if _, ok := kept[key]; !ok && len(s.asked(code, s.Schemes[year])) > 0 {
				kept[key] = assess.Filling{Department: code, Period: fmt.Sprint(year), State: assess.FillOpen}
			}
		}
	}
	for _, key := range slices.Backward(slices.Sorted(maps.Keys(kept))) {
		f := kept[key]
		period, err := assess.ParsePeriod(f.Period)
		if err != nil || !a.MayRead(f.Department) {
			continue
		}
		t := page.FillTask{Filling: f, Deadline: s.deadline(period, today)}
		at := asked{request: r, department: f.Department, period: period, rows: s.asked(f.Department, s.Schemes[period.Start.Year()])}
		t.Indicators = len(at.rows)
		if f.State == assess.FillOpen {
			if t.Stands, err = s.stands(ctx, at); err != nil {
				return err
			}
		}
		in.Tasks = append(in.Tasks, t)
	}
	slices.SortStableFunc(in.Tasks, func(x, y page.FillTask) int {
		if p := strings.Compare(y.Filling.Period, x.Filling.Period); p != 0 {
			return p
		}
		return strings.Compare(string(x.Filling.Department), string(y.Filling.Department))
	})
	if a.Role == assess.RoleAdmin {
		if in.Deeds, err = s.Fill.Control.Deeds(ctx, "", shownDeeds); err != nil {
			return err
		}
	}
	s.show(c, http.StatusOK, r, document{"fill", page.NewFill(in)})
	return nil
}

// fillYears are the newest two years that have a scheme and have begun.
func (s *server) fillYears(today time.Time) []int {
	var years []int
	for _, year := range slices.Backward(slices.Sorted(maps.Keys(s.Schemes))) {
		if year <= today.In(assess.Zone).Year() && len(years) < 2 {
			years = append(years, year)
		}
	}
	return years
}

// asked are the indicators of a scheme whose values a department hands in, in the order of the scheme.
func (s *server) asked(code assess.DepartmentCode, of *scheme.Scheme) []assess.IndicatorID {
	if of == nil {
		return nil
	}
	var ids []assess.IndicatorID
	for _, leaf := range of.Leaves() {
		if i, ok := s.indicators[leaf.Indicator()]; ok && i.Department == code && i.Feed == assess.FromReport {
			ids = append(ids, i.ID)
		}
	}
	return ids
}

// deadline is until when a period's values are filled in.
func (s *server) deadline(p assess.Period, today time.Time) page.Deadline {
	workdays := scheme.DefaultFillWorkdays
	if of := s.Schemes[p.Start.Year()]; of != nil && of.FillWorkdays > 0 {
		workdays = of.FillWorkdays
	}
	end := p.Start.AddDate(1, 0, -1)
	if p.Kind == assess.Month {
		end = p.Start.AddDate(0, 1, -1)
	}
	var d page.Deadline
	due, err := s.Calendar.Due(end, workdays)
	if err == nil {
		d.Due, d.Over = due, day(today).After(day(due))
		if d.Over {
			d.Left, err = s.Calendar.Workdays(due, today)
			d.Left = -d.Left
		} else {
			d.Left, err = s.Calendar.Workdays(today, due)
		}
	}
	if year := (*calendar.YearError)(nil); errors.As(err, &year) {
		return page.Deadline{Unknown: year.Year}
	}
	return d
}

// day is the day of a moment, at midnight.
func day(t time.Time) time.Time {
	y, m, d := t.In(assess.Zone).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, assess.Zone)
}

// asked is what the address of a sheet names, and the indicators it asks for.
type asked struct {
	*request
	department assess.DepartmentCode
	period     assess.Period
	today      time.Time
	rows       []assess.IndicatorID
}

// sheet reads the address of a sheet; one without indicators, or of a period that has not begun, is not found.
func (s *server) sheet(c *gin.Context) (context.Context, asked, error) {
	ctx, r, err := s.read(c.Request.Context(), c.Request)
	if err != nil {
		return ctx, asked{request: r}, err
	}
	out := asked{request: r}
	parts := strings.Split(strings.TrimPrefix(r.Path, "/fill/"), "/")
	if len(parts) != 2 {
		return ctx, out, errNoPage
	}
	out.department = assess.DepartmentCode(parts[0])
	if out.period, err = assess.ParsePeriod(parts[1]); err != nil {
		return ctx, out, fmt.Errorf("sheet %s: %w", r.Path, assess.ErrNotFound)
	}
	if out.today, err = s.Fill.Today(ctx); err != nil {
		return ctx, out, err
	}
	out.rows = s.asked(out.department, s.Schemes[out.period.Start.Year()])
	if len(out.rows) == 0 || out.period.Start.After(out.today) {
		return ctx, out, fmt.Errorf("sheet %s: %w", r.Path, assess.ErrNotFound)
	}
	return ctx, out, nil
}

func (s asked) key(version int64) control.Sheet {
	return control.Sheet{Department: s.department, Period: s.period.String(), Region: s.Region.Code, Version: version}
}

// filling shows a sheet.
func (s *server) filling(c *gin.Context, a assess.Account) error {
	ctx, at, err := s.sheet(c)
	if err != nil {
		return err
	}
	in := page.FillingInput{}
	if said := c.Query("said"); said == "saved" {
		in.Said = said
	}
	return s.showSheet(c, ctx, http.StatusOK, at, a, in)
}

// showSheet shows a sheet with what is to be said about it.
func (s *server) showSheet(c *gin.Context, ctx context.Context, status int, at asked, a assess.Account, in page.FillingInput) error {
	if !a.MayRead(at.department) {
		return fmt.Errorf("sheets of %s: %w", at.department, control.ErrNoRight)
	}
	in.In, in.Account, in.Asked, in.Deadline, in.Period, in.Today = at.In, a, at.rows, s.deadline(at.period, at.today), at.period, at.today
	var err error
	if in.Filling, err = s.Fill.Control.Filling(ctx, at.department, at.period.String()); err != nil {
		return err
	}
	if in.Evidence, err = s.Fill.Control.EvidenceOf(ctx, at.department, at.period.String()); err != nil {
		return err
	}
	if in.Deeds, err = s.Fill.Control.Deeds(ctx, string(at.department)+"/"+at.period.String(), shownDeeds); err != nil {
		return err
	}
	before := assess.YearOf(at.period.Start.Year() - 1)
	if at.period.Kind == assess.Month {
		last := at.period.Start.AddDate(0, -1, 0)
		before = assess.MonthOf(last.Year(), last.Month())
	}
	in.Before = before.String()
	if in.Now, err = s.valuesOf(ctx, at, at.period); err != nil {
		return err
	}
	if in.Last, err = s.valuesOf(ctx, at, before); err != nil {
		return err
	}
	s.show(c, status, at.request, document{"filling", page.NewFilling(in)})
	return nil
}

// valuesOf are the published values of a period; none when there is nothing of it.
func (s *server) valuesOf(ctx context.Context, at asked, p assess.Period) (map[assess.IndicatorID]assess.Value, error) {
	found := map[assess.IndicatorID]assess.Value{}
	if p.Kind == assess.Year {
		a, err := s.Store.Assessment(ctx, at.Region.Code, p.Start.Year())
		if errors.Is(err, assess.ErrNotFound) {
			return found, nil
		}
		return a.Values, err
	}
	for _, id := range at.rows {
		months, err := s.Store.Months(ctx, at.Region.Code, id, p.Start.Year())
		if err != nil && !errors.Is(err, assess.ErrNotFound) {
			return nil, err
		}
		for _, v := range months {
			if v.Period == p {
				found[id] = v
			}
		}
	}
	return found, nil
}

// stands says whether every value of a sheet is published already.
func (s *server) stands(ctx context.Context, at asked) (bool, error) {
	values, err := s.valuesOf(ctx, at, at.period)
	for _, id := range at.rows {
		if v, ok := values[id]; !ok || v.Status == assess.Missing {
			return false, err
		}
	}
	return err == nil, err
}

// handedIn is the sheet that brought the rows behind a value; nil when they came another way.
func (s *server) handedIn(ctx context.Context, list assess.CaseList) (*assess.HandIn, error) {
	if s.Fill == nil || len(list.Rows) == 0 || list.Rows[0].Source != assess.FilledSource {
		return nil, nil
	}
	h, err := s.Fill.Control.HandInOfLoad(ctx, list.Rows[0].Load)
	if errors.Is(err, assess.ErrNotFound) {
		return nil, nil // a file that somebody put there by hand
	}
	return &h, err
}
