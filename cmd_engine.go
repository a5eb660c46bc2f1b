package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/url"
	"os"

	"github.com/alecthomas/kong"

	"yingshang/sql/engine"
)

// engineCmd is `yingshang engine`, which help does not show: the private engine alone, for programs that want a ClickHouse
// server, as the test suite does. It ends with its standard input, so that it never outlives who started it.
type engineCmd struct {
	Dir         string `placeholder:"DIR" type:"path" help:"Folder of the engine; without it a temporary one, removed at the end."`
	AddressFile string `placeholder:"FILE" type:"path" help:"Write the address, which holds a password, to this file instead of standard output; only its owner may read it."`
}

// Run serves until standard input ends or a signal comes.
func (c *engineCmd) Run(ctx context.Context, k *kong.Context, log *slog.Logger) (err error) {
	ctx, end := context.WithCancel(ctx)
	defer end()
	go func() { // ends with standard input, or with the process
		_, _ = io.Copy(io.Discard, os.Stdin) // however it ends, it has ended
		end()
	}()
	dir := c.Dir
	if dir == "" {
		if dir, err = os.MkdirTemp("", "yingshang-engine-"); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	}
	e, err := engine.Start(ctx, engine.Config{Dir: dir, Log: log})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, e.Stop()) }()
	if err := c.tell(k.Stdout, e.Address()); err != nil {
		return err
	}
	<-ctx.Done()
	return nil
}

// tell says where the engine is, in the form that YINGSHANG_CLICKHOUSE takes.
func (c *engineCmd) tell(out io.Writer, a engine.Address) error {
	u, err := url.Parse(a.URL)
	if err != nil {
		return err
	}
	u.User = url.UserPassword(a.User, a.Password)
	if c.AddressFile == "" {
		_, err = fmt.Fprintln(out, u)
		return err
	}
	// Whoever waits for the file must never see half of it.
	part := c.AddressFile + ".part"
	if err := os.Remove(part); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	f, err := os.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(f, u)
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	return os.Rename(part, c.AddressFile)
}
