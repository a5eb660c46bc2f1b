package server

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/page"
	"yingshang/dashboards/scoring"
	"yingshang/sql/control"
)

// shownOrders is how many orders about editions the list shows.
const shownOrders = 20

// editionList is every frozen year.
func (s *server) editionList(ctx context.Context, r *request) (document, error) {
	in := page.EditionsInput{In: r.In, May: s.Fill != nil}
	var err error
	if in.Editions, err = s.Store.Editions(ctx); err != nil {
		return document{}, fmt.Errorf("editions: %w", err)
	}
	if in.Events, err = s.Store.EditionEvents(ctx); err != nil {
		return document{}, fmt.Errorf("events of editions: %w", err)
	}
	if s.Fill != nil {
		if in.Orders, err = s.Fill.Control.EditionOrders(ctx, shownOrders); err != nil {
			return document{}, fmt.Errorf("orders about editions: %w", err)
		}
	}
	return document{"editions", page.NewEditions(in)}, nil
}

// edition is one frozen year, and what today would make of it: /editions/2021-1.
func (s *server) edition(ctx context.Context, r *request) (document, error) {
	id, err := assess.ParseEditionID(strings.TrimPrefix(r.Path, "/editions/"))
	if err != nil {
		return document{}, fmt.Errorf("%w: %w", assess.ErrNotFound, err)
	}
	in := page.EditionInput{In: r.In, OtherRegions: func(code assess.RegionCode) string { return r.Locale.Of(s.Regions[code].Name) }}
	if in.Diff, err = s.Store.EditionDiff(ctx, id); err != nil {
		return document{}, fmt.Errorf("edition %s against today: %w", id, err)
	}
	if in.Events, err = s.Store.EditionEvents(ctx); err != nil {
		return document{}, fmt.Errorf("events of editions: %w", err)
	}
	totals, err := s.Store.Totals(assess.WithEdition(ctx, string(id)))
	if err != nil {
		return document{}, fmt.Errorf("totals of edition %s: %w", id, err)
	}
	in.Frozen = slices.DeleteFunc(totals, func(n assess.NodeScore) bool { return n.Year != id.Year() })
	pipeline, err := s.Store.Pipeline(ctx)
	if err != nil {
		return document{}, fmt.Errorf("pipeline: %w", err)
	}
	in.Sources = pipeline.Sources
	then, err := s.frozen.scheme(ctx, s, id)
	if err != nil {
		return document{}, err
	}
	year := id.Year()
	in.Scheme = scoring.TieredBy(then, year, in.Diff.ThenGround)
	in.Then, in.Now = page.NewField(then, year, in.Diff.Then, s.Regions), page.NewField(s.Schemes[year], year, in.Diff.Now, s.Regions)
	in.Then.Ground, in.Now.Ground = in.Diff.ThenGround, in.Diff.NowGround
	return document{"edition", page.NewEdition(in)}, nil
}

// editionRoutes are the pages about editions that know who asks.
func (s *server) editionRoutes(r gin.IRoutes) {
	r.GET("/editions/order", s.known(func(c *gin.Context, a assess.Account) error {
		return s.editionForm(c, http.StatusOK, a, "", assess.EditionOrder{})
	}))
	r.POST("/editions/order", s.known(s.orderEdition))
}

// editionForm shows the form, with what is wrong with what was sent.
func (s *server) editionForm(c *gin.Context, status int, a assess.Account, fault string, typed assess.EditionOrder) error {
	ctx, r, err := s.read(c.Request.Context(), c.Request)
	if err != nil {
		return err
	}
	in := page.EditionOrderInput{In: r.In, Account: a, Fault: fault, Typed: typed}
	if in.Years, err = s.Store.Years(ctx); err != nil && !errors.Is(err, assess.ErrNotFound) {
		return err
	}
	if in.Editions, err = s.Store.Editions(ctx); err != nil {
		return err
	}
	s.show(c, status, r, document{"edition_order", page.NewEditionOrder(in)})
	return nil
}

// orderEdition keeps what an evaluator asks for; the planner takes it up.
func (s *server) orderEdition(c *gin.Context, a assess.Account) error {
	if !a.MayFreeze() {
		return fmt.Errorf("editions: %w", control.ErrNoRight)
	}
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, 64<<10)
	if err := c.Request.ParseForm(); err != nil {
		return fmt.Errorf("form: %w", assess.ErrInvalid)
	}
	o, err := editionOrder(c.Request.PostForm)
	if err != nil {
		return err
	}
	o.By = a.Name
	if o.Reason == "" {
		return s.editionForm(c, http.StatusUnprocessableEntity, a, "reason", o)
	}
	if err := s.Fill.Control.OrderEdition(c.Request.Context(), o, s.Now()); err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, back(c, "/editions", "")+"#orders")
	return nil
}

// editionOrder reads what was sent.
func editionOrder(form url.Values) (o assess.EditionOrder, err error) {
	o = assess.EditionOrder{Deed: assess.EditionDeed(form.Get("deed")), Reason: cut(strings.TrimSpace(form.Get("reason")), 1000), Publish: form.Get("publish") != ""}
	switch o.Deed {
	case assess.EditionFrozen, assess.EditionRolledBack:
		if o.Year, err = strconv.Atoi(form.Get("year")); err != nil {
			return o, fmt.Errorf("year %q: want a number: %w", form.Get("year"), assess.ErrInvalid)
		}
	case assess.EditionPublished, assess.EditionVerified:
		if o.Edition, err = assess.ParseEditionID(form.Get("edition")); err != nil {
			return o, err
		}
		o.Year = o.Edition.Year()
	default:
		return o, fmt.Errorf("deed %q: want freeze, publish, rollback or verify: %w", o.Deed, assess.ErrInvalid)
	}
	return o, nil
}
