package control

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"time"

	"yingshang/dashboards/assess"
)

// OrderEdition keeps what somebody asks for about editions, until the planner takes it up. The person must have the right to.
func (d *DB) OrderEdition(ctx context.Context, o assess.EditionOrder, now time.Time) error {
	if strings.TrimSpace(o.Reason) == "" {
		return fmt.Errorf("a reason is missing: %w", assess.ErrInvalid)
	}
	return d.change(ctx, o.By, now, func(c *change) error {
		a, err := c.account()
		if err != nil {
			return err
		}
		if !a.MayFreeze() {
			return fmt.Errorf("editions: %w", ErrNoRight)
		}
		return c.order(o)
	})
}

// OrderDemoEdition is OrderEdition for the program itself, which has no account.
func (d *DB) OrderDemoEdition(ctx context.Context, o assess.EditionOrder, now time.Time) error {
	return d.change(ctx, o.By, now, func(c *change) error { return c.order(o) })
}

func (c *change) order(o assess.EditionOrder) error {
	if _, err := c.exec("edition_order_add", string(o.Deed), o.Year, string(o.Edition), o.Publish, o.By, o.Reason, unix(c.now)); err != nil {
		return err
	}
	thing := string(o.Edition)
	if thing == "" {
		thing = fmt.Sprint(o.Year)
	}
	return c.did("edition.ask."+string(o.Deed), thing, "", o.Reason)
}

// EditionOrders returns the newest orders, newest first.
func (d *DB) EditionOrders(ctx context.Context, limit int) ([]assess.EditionOrder, error) {
	return d.editionOrders(ctx, "", limit)
}

// WaitingEditionOrders returns what the planner has not taken up yet, in the order in which it was asked for.
func (d *DB) WaitingEditionOrders(ctx context.Context) ([]assess.EditionOrder, error) {
	found, err := d.editionOrders(ctx, assess.OrderWaiting, 1000)
	slices.Reverse(found)
	return found, err
}

func (d *DB) editionOrders(ctx context.Context, state assess.OrderState, limit int) ([]assess.EditionOrder, error) {
	var found []assess.EditionOrder
	err := d.each(ctx, "edition_order_list", []any{string(state), limit}, func(r *sql.Rows) error {
		var o assess.EditionOrder
		var asked, ended int64
		err := r.Scan(&o.No, &o.Deed, &o.Year, &o.Edition, &o.Publish, &o.By, &o.Reason, &asked, &o.State, &o.Note.ZH, &o.Note.EN, &ended)
		o.Asked, o.Ended = moment(asked), moment(ended)
		found = append(found, o)
		return err
	})
	return found, err
}

// EndEditionOrder writes down how an order ended.
func (d *DB) EndEditionOrder(ctx context.Context, o assess.EditionOrder, now time.Time) error {
	_, err := d.exec(ctx, "edition_order_end", string(o.State), o.Note.ZH, o.Note.EN, unix(now), o.No)
	return err
}
