package server

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/page"
	"yingshang/dashboards/report"
)

// within is how long building a page may take.
const within = 15 * time.Second

// content is a page or a file, ready to be sent.
type content struct {
	body []byte
	kind string // Content-Type
	name string // of the file; empty for a page
	etag string
}

// serve answers with a page or, by the ending of the address, with one of its tables.
func (s *server) serve(keep time.Duration, b builder) gin.HandlerFunc {
	return func(c *gin.Context) {
		ctx, cancel := context.WithTimeout(c.Request.Context(), within)
		defer cancel()
		ctx, r, err := s.read(ctx, c.Request)
		var out content
		if err == nil {
			out, err = s.cache.get(ctx, r.key(), keep, func(ctx context.Context) (content, error) { return s.build(ctx, r, b) })
		}
		if err != nil {
			s.fail(c.Writer, c.Request, err)
			return
		}
		send(c, out)
	}
}

// build makes the content: into a buffer first, so that a page is sent whole or not at all.
func (s *server) build(ctx context.Context, r *request, b builder) (content, error) {
	ctx = assess.Pin(ctx, r.Publication)
	doc, err := b(ctx, r)
	if err != nil {
		return content{}, err
	}
	var buf bytes.Buffer
	out := content{kind: "text/html; charset=utf-8"}
	if r.ending == "" {
		err = page.Render(&buf, r.Locale, doc.template, doc.data)
	} else {
		out.kind, out.name, err = s.file(&buf, r, doc)
	}
	if err != nil {
		return content{}, err
	}
	out.body = buf.Bytes()
	sum := sha256.Sum256(out.body)
	out.etag = `W/"` + hex.EncodeToString(sum[:12]) + `"`
	return out, nil
}

const xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// file writes one table of a page, or the workbook of a page that is one.
func (s *server) file(buf *bytes.Buffer, r *request, doc document) (kind, name string, err error) {
	if b, ok := doc.data.(interface{ Book() report.Book }); ok && r.ending == "xlsx" && r.table == "" {
		book := b.Book()
		if err := report.WriteBook(buf, book); err != nil {
			return "", "", fmt.Errorf("write the workbook %s: %w", book.Name, err)
		}
		return xlsxType, r.fileName(report.Table{Name: book.Name, Mark: book.Mark()}), nil
	}
	t, err := doc.data.Export(r.table)
	if err != nil {
		return "", "", err
	}
	switch r.ending {
	case "csv":
		kind, err = "text/csv; charset=utf-8", report.WriteCSV(buf, t)
	case "json":
		kind, err = "application/json; charset=utf-8", report.WriteJSON(buf, t)
	case "xlsx":
		kind, err = xlsxType, report.WriteXLSX(buf, t)
	}
	if err != nil {
		return "", "", fmt.Errorf("write %s of table %s: %w", r.ending, t.Name, err)
	}
	return kind, r.fileName(t), nil
}

// send sends content, or only word that the reader has it already.
func send(c *gin.Context, out content) {
	h := c.Writer.Header()
	h.Set("Cache-Control", "private, no-cache") // keep it, but ask first
	h.Set("ETag", out.etag)
	if matches(c.GetHeader("If-None-Match"), out.etag) {
		c.Status(http.StatusNotModified)
		return
	}
	if out.name != "" {
		disposition := "attachment"
		if strings.HasPrefix(out.kind, "application/json") {
			disposition = "inline"
		}
		h.Set("Content-Disposition", mime.FormatMediaType(disposition, map[string]string{"filename": out.name}))
	}
	c.Data(http.StatusOK, out.kind, out.body)
}

// matches says whether a tag is among those of If-None-Match. A proxy or compressor may have added a suffix to ours.
func matches(header, etag string) bool {
	bare := strings.Trim(strings.TrimPrefix(etag, "W/"), `"`)
	for _, tag := range strings.Split(header, ",") {
		tag = strings.Trim(strings.TrimPrefix(strings.TrimSpace(tag), "W/"), `"`)
		if tag == "*" || tag != "" && strings.HasPrefix(tag, bare) {
			return true
		}
	}
	return false
}

// unpublished is a page's answer as long as there is nothing to show.
func unpublished(r *request, err error) (document, error) {
	if r.Publication.Rev == 0 && errors.Is(err, assess.ErrNotFound) {
		return document{"message", page.NewUnpublished(r.In)}, nil
	}
	return document{}, err
}
