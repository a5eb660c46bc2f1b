// Command yingshang 营商 measures a county's business environment: it gathers what departments really did, turns it into
// indicators, scores and tiers, and shows them. This file and its neighbours wire the packages together and read flags;
// they hold no logic of their own.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	_ "time/tzdata" // Asia/Shanghai is there on a machine without a zone database

	"github.com/alecthomas/kong"

	"yingshang/sql/engine"
)

// version is set when the binary is built.
var version = ""

// cli is every command.
type cli struct {
	Up      upCmd      `cmd:"" help:"Engine, scheduler and pages in one process."`
	Etl     etlCmd     `cmd:"" help:"Sources, files and loads."`
	Compute computeCmd `cmd:"" help:"Indicator values and scores from what is loaded."`
	Edition editionCmd `cmd:"" help:"Frozen years: freeze, publish, roll back, verify."`
	Report  reportCmd  `cmd:"" help:"The annual report as a file: html or xlsx."`
	Score   scoreCmd   `cmd:"" help:"Score values by a scheme, and ask what lies behind a score, without a database."`
	User    userCmd    `cmd:"" help:"Accounts of those who fill in, review and see evidence."`
	Demo    demoCmd    `cmd:"" help:"Write the files that departments would hand in, with planted faults, and truth.json (演示数据)."`
	Check   checkCmd   `cmd:"" help:"Check every scheme, source and SQL file, embedded and in conf/."`
	Migrate migrateCmd `cmd:"" help:"Bring the tables up to date; safe to repeat."`
	Engine  engineCmd  `cmd:"" hidden:"" help:"An engine that poses as a server, for tests."`
	Version versionCmd `cmd:"" help:"Version of the program and of its engine."`
}

func main() {
	engine.Child() // the engine is this same binary, started as a child
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run returns the exit code: 0 done, 1 failed, 2 wrong use, 3 held for a person.
func run(ctx context.Context, args []string, out, errs io.Writer) int {
	var c cli
	parser := kong.Must(&c, kong.Name("yingshang"), kong.Description("营商: a county's business environment, measured from records, scored by a yearly scheme, traced back to the row."),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}), kong.Writers(out, errs))
	k, err := parser.Parse(args)
	if err != nil {
		parser.Errorf("%s", err)
		var parse *kong.ParseError
		if errors.As(err, &parse) {
			_ = parse.Context.PrintUsage(true) // the error was told already
		}
		return 2
	}
	k.BindTo(ctx, (*context.Context)(nil))
	k.Bind(newLog())
	err = k.Run()
	var exit *exitError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &exit):
		if exit.err != nil {
			parser.Errorf("%s", exit.err)
		}
		return exit.code
	}
	parser.Errorf("%s", err)
	return 1
}

// newLog writes lines for people on a terminal and JSON elsewhere.
func newLog() *slog.Logger {
	if info, err := os.Stderr.Stat(); err == nil && info.Mode()&os.ModeCharDevice != 0 {
		return slog.New(slog.NewTextHandler(os.Stderr, nil))
	}
	return slog.New(slog.NewJSONHandler(os.Stderr, nil))
}

// versionCmd is `yingshang version`.
type versionCmd struct{}

// Run prints the version and where the engine's library is.
func (versionCmd) Run(k *kong.Context) error {
	fmt.Fprintf(k.Stdout, "yingshang %s\n", programVersion())
	lib, err := engine.FindLibrary("")
	if err != nil {
		fmt.Fprintf(k.Stdout, "engine: %v\n", err)
		return nil
	}
	fmt.Fprintf(k.Stdout, "engine: %s\n", lib)
	return nil
}

func programVersion() string {
	if version != "" {
		return version
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "dev"
}
