package job

import (
	"testing"
	"testing/synctest"
)

// The clock stands still here: whoever runs a source twice in a second gets two runs, and no interval of the schedule is
// taken for one of them.
func TestRunsByHandWithinASecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := openLedger(t)
		w := &fakeWorker{}
		s := l.scheduler(l.db, "a", w)
		for range 2 {
			if failed, err := s.runNow(t.Context(), w, "daily"); failed != nil || err != nil {
				t.Fatal(failed, err)
			}
		}
		l.want("daily", "2000-01-01 08:00 done hand×1", "2000-01-01 08:00 done hand×1")
	})
}
