package server

import (
	"bytes"
	"mime"
	"net/http"
	"path"
	"strings"
	"sync"

	"github.com/gin-gonic/gin"
	"github.com/klauspost/compress/gzip"

	"yingshang/dashboards/page"
)

// squeezed are the assets compressed once, as far as it goes: the drawing library is a megabyte.
var squeezed = sync.OnceValue(func() map[string][]byte {
	out := map[string][]byte{}
	for url, a := range page.Assets() {
		var b bytes.Buffer
		w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
		if err != nil {
			panic(err) // the level is a constant
		}
		if _, err := w.Write(a.Body); err != nil {
			panic(err) // a buffer takes everything
		}
		if err := w.Close(); err != nil {
			panic(err)
		}
		if b.Len() < len(a.Body) {
			out[url] = b.Bytes()
		}
	}
	return out
})

// asset answers with a file that pages refer to. Its address carries its hash, so a browser may keep it for ever.
func (s *server) asset(c *gin.Context) {
	a, ok := page.Assets()[c.Request.URL.Path]
	if !ok {
		s.fail(c.Writer, c.Request, errNoPage)
		return
	}
	c.Header("Cache-Control", "public, max-age=31536000, immutable")
	c.Header("Vary", "Accept-Encoding")
	body := a.Body
	if small, ok := squeezed()[a.URL]; ok && strings.Contains(c.GetHeader("Accept-Encoding"), "gzip") {
		c.Header("Content-Encoding", "gzip")
		body = small
	}
	c.Data(http.StatusOK, mime.TypeByExtension(path.Ext(a.Path)), body)
}
