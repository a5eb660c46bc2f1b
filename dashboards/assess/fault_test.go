package assess

import (
	"errors"
	"testing"
)

func TestFaultsAreToldInTheOrderOfTheirLines(t *testing.T) {
	var fs Faults
	fs.Add("2022.yaml", 31, "indicator %q is unknown", "RP3")
	fs.Add("2022.yaml", 14, "weights sum to 98, want 100")
	fs.Add("2022.yaml", 31, "indicator %q is unknown", "RP3")
	fs.Add("2021.yaml", 0, "the file is empty")
	err := fs.Err()
	want := "2021.yaml: the file is empty\n2022.yaml:14: weights sum to 98, want 100\n2022.yaml:31: indicator \"RP3\" is unknown"
	if err.Error() != want {
		t.Errorf("Err() =\n%s\nwant\n%s", err, want)
	}
	if !errors.Is(err, ErrInvalid) {
		t.Error("faults are not ErrInvalid")
	}
	if err := (Faults{}).Err(); err != nil {
		t.Errorf("no faults: Err() = %v, want nil", err)
	}
}

func TestDidYouMean(t *testing.T) {
	known := []string{"weight", "worst", "best", "RP03", "RP04"}
	tests := []struct{ word, want string }{
		{"wieght", ` (did you mean "weight"?)`},
		{"RP3", ` (did you mean "RP03"?)`},
		{"bset", ` (did you mean "best"?)`},
		{"population", ""},
	}
	for _, tt := range tests {
		if got := DidYouMean(tt.word, known); got != tt.want {
			t.Errorf("DidYouMean(%q) = %q, want %q", tt.word, got, tt.want)
		}
	}
}
