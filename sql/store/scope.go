package store

import (
	"fmt"
	"slices"

	"yingshang/dashboards/assess"
)

// Scope says what a reader may see: regions, departments, and how much of a case. Its zero value is nothing, and there
// is no way to read without one.
type Scope struct {
	everything  bool
	regions     []assess.RegionCode
	departments []assess.DepartmentCode
	cases       CaseDetail
}

// CaseDetail says how much of a case may be seen.
type CaseDetail int

// The details of a case.
const (
	NoCases     CaseDetail = iota // sums only
	MaskedCases                   // case numbers are masked
	WholeCases
)

// Everything may see all; it is the scope until accounts exist, which is why the server then listens on loopback only.
func Everything() Scope { return Scope{everything: true, cases: WholeCases} }

// Within may see the given regions, the rejects and loads of the given departments, and so much of their cases.
func Within(regions []assess.RegionCode, departments []assess.DepartmentCode, cases CaseDetail) Scope {
	return Scope{regions: regions, departments: departments, cases: cases}
}

// check refuses the zero value: nobody has said what may be seen.
func (s Scope) check() error {
	if !s.everything && len(s.regions) == 0 && len(s.departments) == 0 {
		return fmt.Errorf("a read without a scope: %w", assess.ErrInvalid)
	}
	return nil
}

// values bind the scope to a statement; every statement that readers use has these places.
func (s Scope) values() params {
	regions := make([]string, len(s.regions))
	for i, r := range s.regions {
		regions[i] = string(r)
	}
	return params{"every_region": s.everything, "regions": regions}
}

// region says whether a region may be seen.
func (s Scope) region(code assess.RegionCode) bool {
	return s.everything || slices.Contains(s.regions, code)
}

// Department says whether what a department handed in may be seen.
func (s Scope) Department(d assess.DepartmentCode) bool {
	if s.everything {
		return true
	}
	for _, mine := range s.departments {
		if mine == d {
			return true
		}
	}
	return false
}

// caseNumber is a case's number as the scope lets it be seen: 3304••••0417.
func (s Scope) caseNumber(no string) string {
	r := []rune(no)
	if s.cases == WholeCases {
		return no
	}
	if s.cases == NoCases || len(r) <= 8 {
		return "••••"
	}
	return string(r[:4]) + "••••" + string(r[len(r)-4:])
}
