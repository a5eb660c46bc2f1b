package server

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// How often a log-in may be tried: from an address, and for a name, whoever asks. A burst, then one every so often.
const (
	addressBurst = 30
	addressEvery = 2 * time.Second
	nameBurst    = 5
	nameEvery    = 12 * time.Second
	limitersKept = 10000
)

// limiter counts tries by address and by name. Nobody is locked out for good: a try comes back after a while.
type limiter struct {
	now func() time.Time
	mu  sync.Mutex
	by  map[string]*tries
}

type tries struct {
	*rate.Limiter
	full time.Time // by then it is as if there had been none
}

func newLimiter(now func() time.Time) *limiter { return &limiter{now: now, by: map[string]*tries{}} }

// allow takes a try; false says that there are none left for now.
func (l *limiter) allow(key string, every time.Duration, burst int) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	if len(l.by) >= limitersKept {
		for k, t := range l.by {
			if t.full.Before(now) {
				delete(l.by, k)
			}
		}
	}
	t, ok := l.by[key]
	if !ok {
		if len(l.by) >= limitersKept {
			return false // so many at once are no people
		}
		t = &tries{Limiter: rate.NewLimiter(rate.Every(every), burst)}
		l.by[key] = t
	}
	t.full = now.Add(every * time.Duration(burst))
	return t.AllowN(now, 1)
}
