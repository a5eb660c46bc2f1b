package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"github.com/alecthomas/kong"
)

// computeCmd is `yingshang compute`.
type computeCmd struct {
	home
}

// Run computes what the facts have changed and publishes it.
func (c *computeCmd) Run(ctx context.Context, k *kong.Context, log *slog.Logger) error {
	h, err := c.open(ctx, log)
	if err != nil {
		return err
	}
	outcome, err := h.planner.Computer.Run(ctx)
	if err == nil {
		fmt.Fprintln(k.Stdout, outcome)
	}
	return errors.Join(err, h.close())
}

// migrateCmd is `yingshang migrate`.
type migrateCmd struct{ home }

// Run brings both stores up to date, which opening does.
func (c *migrateCmd) Run(ctx context.Context, k *kong.Context, log *slog.Logger) error {
	h, err := c.open(ctx, log)
	if err != nil {
		return err
	}
	fmt.Fprintf(k.Stdout, "%d statements, all in place\n", len(h.catalog.Migrations))
	return h.close()
}
