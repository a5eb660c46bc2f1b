package server

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/page"
	"yingshang/sql/control"
)

const (
	maxForm  = 200 << 20 // of a whole form with its files
	maxField = 8 << 10   // of one field
	maxParts = 2000
)

// change takes what somebody does with a sheet: fill it in, or review it.
func (s *server) change(c *gin.Context, a assess.Account) error {
	ctx, at, err := s.sheet(c)
	if err != nil {
		return err
	}
	if kind, _, _ := mime.ParseMediaType(c.GetHeader("Content-Type")); kind == "multipart/form-data" {
		if !a.MayFill(at.department) {
			return fmt.Errorf("filling in for %s: %w", at.department, control.ErrNoRight)
		}
		return s.fillIn(c, ctx, at, a)
	}
	return s.review(c, ctx, at, a)
}

// review approves a sheet or returns it. Whether the person may is the store's to say.
func (s *server) review(c *gin.Context, ctx context.Context, at asked, a assess.Account) error {
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, 64<<10)
	if err := c.Request.ParseForm(); err != nil {
		return fmt.Errorf("form: %w", assess.ErrInvalid)
	}
	form := c.Request.PostForm
	version, err := strconv.ParseInt(form.Get("version"), 10, 64)
	if err != nil {
		return fmt.Errorf("version %q: %w", form.Get("version"), assess.ErrInvalid)
	}
	switch form.Get("act") {
	case "approve":
		_, err = s.Fill.Control.ApproveFilling(ctx, a.Name, at.key(version), s.Now())
	case "return":
		reason := strings.TrimSpace(form.Get("reason"))
		if reason == "" && a.MayReview(at.department) {
			return s.showSheet(c, ctx, http.StatusUnprocessableEntity, at, a, page.FillingInput{Said: "reason"})
		}
		_, err = s.Fill.Control.ReturnFilling(ctx, a.Name, at.key(version), cut(reason, 1000), s.Now())
	default:
		return fmt.Errorf("act %q: %w", form.Get("act"), assess.ErrInvalid)
	}
	if err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, back(c, c.Request.URL.Path, ""))
	return nil
}

// typed is what came with a form.
type typed struct {
	fields map[string]string
	files  []assess.Evidence
	faults map[assess.IndicatorID][]page.Text
}

// fillIn keeps what was typed as a draft whatever else happens, then does what the button says.
func (s *server) fillIn(c *gin.Context, ctx context.Context, at asked, a assess.Account) error {
	form, err := s.readForm(c, at)
	if err != nil {
		return err
	}
	version, err := strconv.ParseInt(form.fields["version"], 10, 64)
	if err != nil {
		return fmt.Errorf("version %q: %w", form.fields["version"], assess.ErrInvalid)
	}
	rows := form.rows(at.rows)
	_, saveErr := s.Fill.Control.SaveFilling(ctx, a.Name, at.key(version), rows, s.Now())
	if saveErr != nil && !errors.Is(saveErr, assess.ErrConflict) {
		return saveErr
	}
	for _, e := range form.files {
		err := s.Fill.Control.AddEvidence(ctx, a.Name, s.Region.Code, e, s.Now())
		switch {
		case errors.Is(err, assess.ErrInvalid):
			form.refuse(e.Indicator, page.Refusal("more", e.Name))
		case errors.Is(err, control.ErrNotNow): // somebody has handed the sheet in meanwhile: the page says so
		case err != nil:
			return err
		}
	}
	in := page.FillingInput{Files: form.faults}
	if saveErr != nil {
		in.Typed, in.Said = rows, "conflict"
		return s.showSheet(c, ctx, http.StatusConflict, at, a, in)
	}
	act, what, _ := strings.Cut(form.fields["act"], ".")
	status := http.StatusOK
	switch act {
	case "drop":
		id, err := strconv.ParseInt(what, 10, 64)
		if err != nil {
			return fmt.Errorf("evidence %q: %w", what, assess.ErrInvalid)
		}
		if err := s.Fill.Control.DropEvidence(ctx, a.Name, id, s.Now()); err != nil {
			return err
		}
	case "check", "submit":
		if in.Rejects, err = s.Fill.Judge(ctx, assess.FillRecords(rows, s.Region.Code, at.department, at.period.String())); err != nil {
			return fmt.Errorf("judge the sheet of %s: %w", at.department, err)
		}
		if act == "submit" && len(in.Rejects) == 0 && len(in.Files) == 0 {
			return s.submit(c, ctx, at, a, rows)
		}
		if act == "submit" {
			status = http.StatusUnprocessableEntity
		} else {
			in.Said = "good"
		}
		return s.showSheet(c, ctx, status, at, a, in)
	}
	if len(in.Files) > 0 {
		return s.showSheet(c, ctx, http.StatusUnprocessableEntity, at, a, in)
	}
	c.Redirect(http.StatusSeeOther, back(c, c.Request.URL.Path, "saved"))
	return nil
}

// submit hands the sheet to a second person, when it is still what was just checked.
func (s *server) submit(c *gin.Context, ctx context.Context, at asked, a assess.Account, rows []assess.FillRow) error {
	f, err := s.Fill.Control.Filling(ctx, at.department, at.period.String())
	if err != nil {
		return err
	}
	if slices.Equal(f.Rows, rows) {
		_, err = s.Fill.Control.SubmitFilling(ctx, a.Name, at.key(f.Version), s.deadline(at.period, at.today).Over, s.Now())
	} else {
		err = fmt.Errorf("sheet %s: %w", at.Path, assess.ErrConflict)
	}
	if errors.Is(err, assess.ErrConflict) {
		return s.showSheet(c, ctx, http.StatusConflict, at, a, page.FillingInput{Typed: rows, Said: "conflict"})
	}
	if err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, back(c, c.Request.URL.Path, ""))
	return nil
}

// back is the address that a form leads back to, in the same language, with what is to be said there.
func back(c *gin.Context, path, said string) string {
	q := url.Values{}
	if lang := c.Query("lang"); lang != "" {
		q.Set("lang", lang)
	}
	if said != "" {
		q.Set("said", said)
	}
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

// readForm reads a form part by part; files go to the disk as they come.
func (s *server) readForm(c *gin.Context, at asked) (typed, error) {
	form := typed{fields: map[string]string{}, faults: map[assess.IndicatorID][]page.Text{}}
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, maxForm)
	parts, err := c.Request.MultipartReader()
	if err != nil {
		return form, fmt.Errorf("form: %w", assess.ErrInvalid)
	}
	for n := 0; ; n++ {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return form, nil
		}
		if err == nil {
			err = s.readPart(&form, at, part)
		}
		var large *http.MaxBytesError
		switch {
		case errors.As(err, &large) || n >= maxParts:
			return form, errLarge
		case errors.Is(err, errDisk):
			return form, err
		case err != nil:
			return form, fmt.Errorf("form: %w", errors.Join(assess.ErrInvalid, err))
		}
	}
}

// errDisk says that a file could not be kept, which is no fault of the form.
var errDisk = errors.New("evidence could not be kept")

func (s *server) readPart(form *typed, at asked, part *multipart.Part) error {
	name := part.FormName()
	if part.FileName() == "" {
		b, err := io.ReadAll(io.LimitReader(part, maxField))
		form.fields[name] = string(b)
		return err
	}
	code, field, _ := strings.Cut(name, ".")
	id := assess.IndicatorID(code)
	if field != "file" || !slices.Contains(at.rows, id) {
		return nil // no field of this form
	}
	e, refused, err := s.keepEvidence(part.FileName(), part)
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large), errors.Is(err, io.ErrUnexpectedEOF):
		return err
	case err != nil:
		return errors.Join(errDisk, err)
	case refused != "":
		form.refuse(id, page.Refusal(refused, e.Name))
		return nil
	}
	e.Department, e.Period, e.Indicator = at.department, at.period.String(), id
	form.files = append(form.files, e)
	return nil
}

func (t *typed) refuse(id assess.IndicatorID, why page.Text) {
	t.faults[id] = append(t.faults[id], why)
}

// rows are the fields of the indicators that are asked for; others are no concern of this form.
func (t typed) rows(asked []assess.IndicatorID) []assess.FillRow {
	out := make([]assess.FillRow, len(asked))
	for i, id := range asked {
		get := func(field string, most int) string {
			return cut(strings.Join(strings.Fields(t.fields[string(id)+"."+field]), " "), most)
		}
		out[i] = assess.FillRow{
			Indicator: id, Value: get("value", 40), Numerator: get("numerator", 40), Denominator: get("denominator", 40), N: get("n", 40),
			Status: get("status", 40), Note: get("note", 500),
		}
	}
	return out
}
