package server

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
)

// BenchmarkPages asks for pages, which are cached after the first time, and for the same bytes of a bare gin handler, in turn
// over loopback, by 1 client and by 16 at once. The ratios are ours ÷ bare, so less is better.
func BenchmarkPages(b *testing.B) {
	ours := httptest.NewServer(New(config(b, newFixture(b))))
	defer ours.Close()
	client := &http.Client{Transport: &http.Transport{DisableCompression: true, MaxIdleConnsPerHost: 16}}
	get := func(url string) ([]byte, http.Header) {
		res, err := client.Get(url)
		if err != nil {
			b.Fatal(err)
		}
		defer res.Body.Close()
		body, err := io.ReadAll(res.Body)
		if err != nil || res.StatusCode != http.StatusOK {
			b.Fatal(url, res.StatusCode, err)
		}
		return body, res.Header
	}
	gin.SetMode(gin.ReleaseMode)
	engine := gin.New()
	bare := httptest.NewServer(engine)
	defer bare.Close()
	for name, path := range map[string]string{"cockpit": "/", "indicators": "/indicators", "indicator": "/i/RP03", "cases": "/cases?clock=service_case", "plan": "/plan"} {
		body, header := get(ours.URL + path)
		engine.GET("/"+name, func(c *gin.Context) { c.Data(http.StatusOK, header.Get("Content-Type"), body) })
		for _, clients := range []int{1, 16} {
			b.Run(fmt.Sprintf("%s/%d", name, clients), func(b *testing.B) {
				const requests = 2000
				var mine, theirs []time.Duration
				for b.Loop() {
					for range 4 {
						mine = append(mine, shared(clients, requests/4, func() { get(ours.URL + path) })...)
						theirs = append(theirs, shared(clients, requests/4, func() { get(bare.URL + "/" + name) })...)
					}
				}
				slices.Sort(mine)
				slices.Sort(theirs)
				at := func(d []time.Duration, share float64) float64 {
					return float64(d[int(share*float64(len(d)-1))].Microseconds())
				}
				b.ReportMetric(at(mine, .5), "p50_us")
				b.ReportMetric(at(mine, .5)/at(theirs, .5), "p50/bare_gin")
				b.ReportMetric(at(mine, .99)/at(theirs, .99), "p99/bare_gin")
				b.ReportMetric(float64(len(body))/1024, "KiB")
			})
		}
	}
}

// shared lets so many clients share the requests, and returns how long each took.
func shared(clients, requests int, get func()) []time.Duration {
	took := make([]time.Duration, requests)
	var wg sync.WaitGroup
	for c := range clients {
		wg.Go(func() {
			for i := c; i < requests; i += clients {
				began := time.Now()
				get()
				took[i] = time.Since(began)
			}
		})
	}
	wg.Wait()
	return took
}
