package job

import (
	"context"
	"errors"

	"yingshang/dashboards/assess"
)

// Editions does what people ask for about editions.
type Editions interface {
	// Do does it and says in words how it went; an error says why it was not done.
	Do(ctx context.Context, o assess.EditionOrder) (assess.Text, error)
}

// orders does what was asked for on pages, one after the other, behind what was computed. One that fails is told to the
// person who asked and is not tried again; one that was broken off is.
func (w *pass) orders(ctx context.Context) error {
	waiting, err := w.Control.WaitingEditionOrders(ctx)
	if err != nil || len(waiting) == 0 || w.Editions == nil {
		return err
	}
	var faults []error
	for _, o := range waiting {
		note, err := w.Editions.Do(ctx, o)
		if ctx.Err() != nil {
			return errors.Join(append(faults, context.Cause(ctx))...)
		}
		o.State, o.Note = assess.OrderDone, note
		if err != nil {
			o.State, o.Note = assess.OrderFailed, assess.Text{ZH: err.Error(), EN: err.Error()}
			w.Log.Warn("order about an edition failed", "order", o.No, "deed", o.Deed, "year", o.Year, "edition", o.Edition, "error", err)
		} else {
			w.Log.Info("order about an edition done", "order", o.No, "deed", o.Deed, "year", o.Year, "edition", o.Edition, "note", note.EN)
		}
		faults = append(faults, w.Control.EndEditionOrder(ctx, o, w.Now()))
	}
	return errors.Join(faults...)
}
