package demo

import "testing"

func TestUSCC(t *testing.T) {
	for _, want := range []string{"91330100799655058B", "9144030071526726XG", "914403001922038216", "91330482MA2B00000D"} {
		if got := uscc(want[:8], want[8:16]); got != want {
			t.Errorf("uscc(%s, %s) = %s, want %s", want[:8], want[8:16], got, want)
		}
	}
}

func TestOrdinal(t *testing.T) {
	for n, want := range map[int]string{1: "一", 10: "十", 11: "十一", 20: "二十", 41: "四十一"} {
		if got := ordinal(n); got != want {
			t.Errorf("ordinal(%d) = %s, want %s", n, got, want)
		}
	}
}
