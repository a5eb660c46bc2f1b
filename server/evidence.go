package server

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/gabriel-vasile/mimetype"
	"github.com/gin-gonic/gin"

	"yingshang/dashboards/assess"
	"yingshang/sql/control"
)

// maxEvidence is the size of a file at most.
const maxEvidence = 20 << 20

// evidenceKinds are the files that are taken: what the content must be, and how the name must end.
var evidenceKinds = []struct {
	kind    string
	endings []string
}{
	{"application/pdf", []string{".pdf"}},
	{"image/jpeg", []string{".jpg", ".jpeg"}},
	{"image/png", []string{".png"}},
	{xlsxType, []string{".xlsx"}},
	{"text/csv", []string{".csv"}},
}

// keepEvidence keeps the bytes of a file under their hash. refused says why a file is not taken: type, size or empty.
func (s *server) keepEvidence(name string, from io.Reader) (e assess.Evidence, refused string, err error) {
	if err := os.MkdirAll(s.Fill.Evidence, 0o750); err != nil {
		return e, "", fmt.Errorf("folder of evidence: %w", err)
	}
	f, err := os.CreateTemp(s.Fill.Evidence, ".coming-*")
	if err != nil {
		return e, "", fmt.Errorf("folder of evidence: %w", err)
	}
	defer func() {
		_ = f.Close()           // may be closed
		_ = os.Remove(f.Name()) // may have its name
	}()
	sum := sha256.New()
	n, err := io.Copy(io.MultiWriter(f, sum), io.LimitReader(from, maxEvidence+1))
	if err != nil {
		return e, "", err
	}
	e = assess.Evidence{Name: evidenceName(name), Bytes: n, SHA256: hex.EncodeToString(sum.Sum(nil))}
	switch {
	case n == 0:
		return e, "empty", nil
	case n > maxEvidence:
		_, err := io.Copy(io.Discard, from) // the rest of the form comes after it
		return e, "size", err
	}
	if e.Kind, err = kindOf(f.Name(), e.Name); err != nil || e.Kind == "" {
		return e, "type", err
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return e, "", err
	}
	to := s.evidencePath(e.SHA256)
	if _, err := os.Stat(to); err == nil {
		return e, "", nil
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o750); err != nil {
		return e, "", err
	}
	return e, "", os.Rename(f.Name(), to)
}

func (s *server) evidencePath(sha string) string {
	return filepath.Join(s.Fill.Evidence, sha[:2], sha)
}

// kindOf is what a file is by its content, when that is taken and the name says the same; empty otherwise.
func kindOf(file, name string) (string, error) {
	found, err := mimetype.DetectFile(file)
	if err != nil {
		return "", err
	}
	ending := strings.ToLower(path.Ext(name))
	for _, k := range evidenceKinds {
		if !slices.Contains(k.endings, ending) {
			continue
		}
		if found.Is(k.kind) || k.kind == "text/csv" && found.Is("text/plain") {
			return k.kind, nil
		}
	}
	return "", nil
}

// evidenceName is a file's name without a folder and without signs that cannot be seen.
func evidenceName(name string) string {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar {
			return -1
		}
		return r
	}, name)
	if ending := path.Ext(name); len([]rune(name)) > 120 {
		name = cut(strings.TrimSuffix(name, ending), 110) + cut(ending, 10)
	}
	return name
}

// evidence gives a file to somebody who may read its sheet: to be saved, never to be shown by the browser.
func (s *server) evidence(c *gin.Context, a assess.Account) error {
	id, err := strconv.ParseInt(c.Param("period"), 10, 64)
	if err != nil {
		return fmt.Errorf("evidence %q: %w", c.Param("period"), assess.ErrNotFound)
	}
	e, err := s.Fill.Control.EvidenceByID(c.Request.Context(), id)
	if err != nil {
		return err
	}
	if !a.MayRead(e.Department) {
		return fmt.Errorf("evidence of %s: %w", e.Department, control.ErrNoRight)
	}
	f, err := os.Open(s.evidencePath(e.SHA256))
	if errors.Is(err, fs.ErrNotExist) {
		err = fmt.Errorf("bytes of evidence %d are gone: %s", id, e.SHA256)
	}
	if err != nil {
		return err
	}
	defer f.Close()
	h := c.Writer.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Type", e.Kind)
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": e.Name}))
	h.Set("X-Content-Type-Options", "nosniff")
	http.ServeContent(c.Writer, c.Request, "", e.At, f)
	return nil
}
