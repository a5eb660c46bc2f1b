package server

import (
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
)

// BenchmarkCachedCockpit asks for the cockpit, which is cached after the first time, and a bare gin handler that returns
// the same bytes, in turn over loopback. The ratio is ours ÷ bare, so less is better.
func BenchmarkCachedCockpit(b *testing.B) {
	ours := httptest.NewServer(New(config(b, newFixture(b))))
	defer ours.Close()
	client := &http.Client{Transport: &http.Transport{DisableCompression: true}}
	get := func(url string) ([]byte, http.Header) {
		res, err := client.Get(url)
		if err != nil {
			b.Fatal(err)
		}
		defer res.Body.Close()
		body, err := io.ReadAll(res.Body)
		if err != nil || res.StatusCode != http.StatusOK {
			b.Fatal(res.StatusCode, err)
		}
		return body, res.Header
	}
	body, header := get(ours.URL + "/")
	gin.SetMode(gin.ReleaseMode)
	engine := gin.New()
	engine.GET("/", func(c *gin.Context) { c.Data(http.StatusOK, header.Get("Content-Type"), body) })
	bare := httptest.NewServer(engine)
	defer bare.Close()
	took := func(url string) time.Duration {
		began := time.Now()
		get(url)
		return time.Since(began)
	}
	const rounds = 2000
	var mine, theirs []time.Duration
	for range rounds {
		mine, theirs = append(mine, took(ours.URL+"/")), append(theirs, took(bare.URL+"/"))
	}
	at := func(d []time.Duration, share float64) float64 {
		slices.Sort(d)
		return float64(d[int(share*float64(len(d)-1))].Microseconds())
	}
	b.ReportMetric(at(mine, .5), "p50_us")
	b.ReportMetric(at(mine, .5)/at(theirs, .5), "p50/bare_gin")
	b.ReportMetric(at(mine, .99)/at(theirs, .99), "p99/bare_gin")
	b.ReportMetric(float64(len(body))/1024, "KiB")
}
