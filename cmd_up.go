package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/alecthomas/kong"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
	"yingshang/etl/demo"
	"yingshang/server"
	"yingshang/sql/store"
)

// upCmd is `yingshang up`: engine, scheduler and pages in one process.
type upCmd struct {
	home
	Listen string `default:"127.0.0.1:8080" env:"YINGSHANG_LISTEN" help:"Address of the pages."`
	Open   bool   `env:"YINGSHANG_OPEN" help:"Let others than this machine in. Whoever reaches the address reads every page; only filling in, reviewing and evidence need an account."`
	TLS    bool   `name:"behind-tls" env:"YINGSHANG_BEHIND_TLS" help:"A proxy before this address speaks TLS: cookies are marked so that they go over nothing else."`
	Demo   bool   `help:"Fill an empty data folder with the demo's files first (演示数据)."`
	AsOf   string `placeholder:"DATE" help:"\"Today\" of the figures, kept with the data folder; \"today\" lets it follow the clock again."`
	Region string `default:"330482" env:"YINGSHANG_REGION" help:"The county that the pages are about."`
}

// Run serves until it is told to stop.
func (c *upCmd) Run(ctx context.Context, k *kong.Context, log *slog.Logger) error {
	if err := c.checkListen(); err != nil {
		return &exitError{2, err}
	}
	written, err := c.writeDemo(log)
	if err != nil {
		return err
	}
	h, err := c.open(ctx, log)
	if err != nil {
		return err
	}
	err = c.prepare(ctx, h, written)
	if err == nil {
		err = c.serve(ctx, k, h)
	}
	return errors.Join(err, h.close())
}

// checkListen refuses an address that others can reach, unless the flag says that this is meant.
func (c *upCmd) checkListen() error {
	host, _, err := net.SplitHostPort(c.Listen)
	if err != nil {
		return fmt.Errorf("--listen %q: want an address like 127.0.0.1:8080", c.Listen)
	}
	ip := net.ParseIP(host)
	if c.Open || host == "localhost" || ip != nil && ip.IsLoopback() {
		return nil
	}
	return fmt.Errorf("--listen %s lets others than this machine in, and whoever reaches it reads every page without an account. Say --open if that is meant", c.Listen)
}

func (c *upCmd) serve(ctx context.Context, k *kong.Context, h *house) error {
	region, ok := h.regions[assess.RegionCode(c.Region)]
	if !ok {
		return &exitError{2, fmt.Errorf("--region %s is unknown%s", c.Region, assess.DidYouMean(c.Region, names(h.regions)))}
	}
	reader, err := h.reader(store.Everything())
	if err != nil {
		return err
	}
	handler := h.pages(reader, region.Region, c.TLS)
	listener, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return fmt.Errorf("listen on %s: %w", c.Listen, err)
	}
	web := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute}
	fmt.Fprintf(k.Stdout, "营商 yingshang %s: http://%s\n", programVersion(), listener.Addr())
	if err := h.accounts(ctx, k.Stdout); err != nil {
		return errors.Join(err, listener.Close())
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	done := make(chan error, 2)
	go func() { done <- h.work(ctx) }() // ends when ctx does
	go func() {                         // ends when the server is shut down
		err := web.Serve(listener)
		if errors.Is(err, http.ErrServerClosed) {
			err = nil
		}
		done <- err
	}()
	var first error
	select {
	case <-ctx.Done():
	case first = <-done:
	}
	h.log.Info("stopping")
	cancel()
	end, release := context.WithTimeout(context.Background(), 30*time.Second)
	defer release()
	return errors.Join(first, web.Shutdown(end), <-done)
}

// pages are the pages about a county, as what reads them may see.
func (h *house) pages(reader *store.Reader, region assess.Region, tls bool) http.Handler {
	schemes := map[int]*scheme.Scheme{}
	for year, s := range h.schemes { // pages speak of the tiers of the county's population
		schemes[year] = s.For(h.regions[region.Code].Level)
	}
	return server.New(server.Config{
		Store: reader, Schemes: schemes, Regions: h.regions, Reforms: h.reforms, Region: region, Calendar: h.calendar, Version: programVersion(), Log: h.log,
		Ready: h.ready,
		Fill: &server.Fill{
			Control: h.control, Evidence: filepath.Join(h.dir, "evidence"), Today: h.asOf, Judge: h.judge, TLS: tls,
		},
	})
}

// judge says what the checks of a file would say of rows that were filled in.
func (h *house) judge(ctx context.Context, rows [][]string) ([]assess.Reject, error) {
	dataset := assess.DatasetID("reported_value")
	if s := h.sources[assess.FilledSource]; s != nil {
		dataset = s.Dataset
	}
	return h.store.Judge(ctx, dataset, assess.FilledSource, assess.FillFields, rows, time.Now())
}

// accounts says how to make the first account, when there is none.
func (h *house) accounts(ctx context.Context, out io.Writer) error {
	all, err := h.control.Accounts(ctx)
	if err == nil && len(all) == 0 {
		fmt.Fprintf(out, "填报还没有账号 no accounts yet to fill in: yingshang user add NAME --role filler --department CODE --data %s\n", h.dir)
	}
	return err
}

// writeDemo writes the demo's files into a data folder that has none, before anything reads what lies there.
func (c *upCmd) writeDemo(log *slog.Logger) (written bool, err error) {
	if !c.Demo {
		return false, nil
	}
	if entries, err := os.ReadDir(filepath.Join(c.Data, "inbox")); err == nil && len(entries) > 0 {
		return false, nil
	}
	if _, err := demo.Write(c.Data, demo.Options{}); err != nil {
		return false, err
	}
	log.Info("demo written", "dir", c.Data)
	return true, nil
}

// prepare keeps the as-of day, and that the data folder holds a demo.
func (c *upCmd) prepare(ctx context.Context, h *house, demoWritten bool) error {
	if demoWritten {
		if err := h.control.SetSetting(ctx, settingDemo, demo.Mark); err != nil {
			return err
		}
		if c.AsOf == "" {
			c.AsOf = demo.AsOf
		}
		if err := h.freezeDemo(ctx); err != nil {
			return err
		}
	} else if c.Demo && !h.isDemo(ctx) {
		h.log.Warn("the data folder has files of its own: no demo is written", "dir", h.dir)
	}
	if c.AsOf == "" {
		return nil
	}
	if c.AsOf == "today" {
		return h.control.SetSetting(ctx, settingAsOf, "")
	}
	if _, err := time.ParseInLocation(time.DateOnly, c.AsOf, assess.Zone); err != nil {
		return &exitError{2, fmt.Errorf("--as-of %q: want a date like 2022-09-30, or today", c.AsOf)}
	}
	return h.control.SetSetting(ctx, settingAsOf, c.AsOf)
}

// freezeDemo asks for the demo's years that have ended to be frozen and published, once they are computed.
func (h *house) freezeDemo(ctx context.Context) error {
	for _, year := range demo.Frozen {
		err := h.control.OrderDemoEdition(ctx, assess.EditionOrder{
			Deed: assess.EditionFrozen, Year: year, Publish: true, By: "demo", Reason: demo.Mark + "：年度归档 (year-end archive)",
		}, time.Now())
		if err != nil {
			return err
		}
	}
	return nil
}

// ready is what /readyz asks: ClickHouse answers and something is published; migrations ran when the house was opened.
func (h *house) ready(ctx context.Context) error {
	if err := h.store.Ping(ctx); err != nil {
		return err
	}
	_, run, err := h.store.NewestPublication(ctx)
	if err == nil && run == 0 {
		err = fmt.Errorf("nothing is published yet: %w", assess.ErrNotFound)
	}
	return err
}

// work runs sources when they are due, until ctx ends.
func (h *house) work(ctx context.Context) error { return h.planner.Schedule(ctx) }

// nextDue is when a source is due after a moment.
func (h *house) nextDue(id assess.SourceID, after time.Time) time.Time {
	return h.planner.NextDue(id, after)
}
