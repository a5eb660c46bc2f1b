package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"

	"github.com/alecthomas/kong"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/page"
	"yingshang/sql/store"
)

// reportCmd is `yingshang report`: what the page /report shows, as a file.
type reportCmd struct {
	home
	Year   int    `required:"" help:"Year of the report."`
	Region string `default:"330482" env:"YINGSHANG_REGION" help:"The county that the report is about."`
	Format string `required:"" enum:"html,xlsx" help:"html: one file to print, without a network; xlsx: a workbook with charts."`
	Lang   string `default:"zh" enum:"zh,en" help:"Language: zh or en."`
	Out    string `required:"" placeholder:"FILE" type:"path" help:"File to write."`
}

// Run asks the pages' own handler, so that the file and the page cannot differ.
func (c *reportCmd) Run(ctx context.Context, k *kong.Context, log *slog.Logger) error {
	h, err := c.open(ctx, log)
	if err != nil {
		return err
	}
	text, err := c.write(ctx, h)
	if err = errors.Join(err, h.close()); err != nil {
		return err
	}
	if err := os.WriteFile(c.Out, text, 0o644); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	fmt.Fprintln(k.Stdout, c.Out)
	return nil
}

func (c *reportCmd) write(ctx context.Context, h *house) ([]byte, error) {
	region, ok := h.regions[assess.RegionCode(c.Region)]
	if !ok {
		return nil, &exitError{2, fmt.Errorf("--region %s is unknown%s", c.Region, assess.DidYouMean(c.Region, names(h.regions)))}
	}
	reader, err := h.reader(store.Everything())
	if err != nil {
		return nil, err
	}
	path := fmt.Sprintf("/report/%d", c.Year)
	if c.Format != "html" {
		path += "." + c.Format
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, path+"?"+url.Values{"lang": {c.Lang}}.Encode(), nil)
	if err != nil {
		return nil, err
	}
	w := &answer{header: http.Header{}, code: http.StatusOK}
	h.pages(reader, region.Region, false).ServeHTTP(w, r)
	switch {
	case w.code == http.StatusNotFound:
		return nil, &exitError{2, fmt.Errorf("--year %d: nothing is published of that year", c.Year)}
	case w.code != http.StatusOK:
		return nil, fmt.Errorf("%s answered %d", path, w.code)
	case c.Format == "html":
		return alone(w.body.Bytes())
	}
	return w.body.Bytes(), nil
}

// answer keeps what a handler answers.
type answer struct {
	header http.Header
	code   int
	body   bytes.Buffer
}

// Header is that of the answer.
func (a *answer) Header() http.Header { return a.header }

// WriteHeader keeps the status.
func (a *answer) WriteHeader(code int) { a.code = code }

// Write keeps the body.
func (a *answer) Write(b []byte) (int, error) { return a.body.Write(b) }

var (
	sheetLink = regexp.MustCompile(`<link rel="stylesheet" href="/assets/[^"]*">`)
	iconLink  = regexp.MustCompile(`<link rel="icon"[^>]*>\n?`)
	scripts   = regexp.MustCompile(`<script src="[^"]*"( defer)?></script>\n?`)
)

// alone makes a page one file: its style stands in it, and it has no script and asks for nothing.
func alone(text []byte) ([]byte, error) {
	var style []byte
	for _, a := range page.Assets() {
		if a.Path == "yingshang.css" {
			style = a.Body
		}
	}
	text = sheetLink.ReplaceAllLiteral(text, bytes.Join([][]byte{[]byte("<style>"), style, []byte("</style>")}, nil))
	text = scripts.ReplaceAllLiteral(iconLink.ReplaceAllLiteral(text, nil), nil)
	if at := bytes.Index(text, []byte("/assets/")); at >= 0 {
		return nil, fmt.Errorf("the page still asks for %s", strings.SplitN(string(text[at:]), `"`, 2)[0])
	}
	return text, nil
}
