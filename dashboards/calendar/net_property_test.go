package calendar

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"yingshang/dashboards/assess"
)

// Net must be what a person gets who goes through the days one by one.
func TestNetCountsAsOneWouldDayByDay(t *testing.T) {
	c := Default()
	start := time.Date(2019, 1, 1, 0, 0, 0, 0, assess.Zone)
	at := func(n int) time.Time { return start.AddDate(0, 0, n) }
	rapid.Check(t, func(t *rapid.T) {
		accept := rapid.IntRange(0, 2700).Draw(t, "accept")
		finish := accept + rapid.IntRange(0, 120).Draw(t, "length")
		var spans []Span
		cut := map[int]bool{}
		for range rapid.IntRange(0, 5).Draw(t, "suspensions") {
			from := accept + rapid.IntRange(-20, 130).Draw(t, "from")
			to := from + rapid.IntRange(0, 40).Draw(t, "days")
			spans = append(spans, Span{at(from), at(to)})
			for d := from + 1; d <= to; d++ {
				cut[d] = true
			}
		}
		wantGross, wantNet := 0, 0
		for d := accept + 1; d <= finish; d++ {
			works, err := c.IsWorkday(at(d))
			if err != nil {
				t.Fatal(err)
			}
			if works {
				wantGross++
				if !cut[d] {
					wantNet++
				}
			}
		}
		gross, net, err := c.Net(at(accept), at(finish), spans)
		if err != nil || gross != wantGross || net != wantNet {
			t.Fatalf("Net = %d, %d, %v, want %d, %d", gross, net, err, wantGross, wantNet)
		}
		if due, err := c.Due(at(accept), gross); err != nil || due.After(at(finish)) {
			t.Fatalf("Due(accept, %d) = %v, %v, later than the %v on which they had passed", gross, due, err, at(finish))
		}
	})
}
