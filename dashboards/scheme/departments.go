package scheme

import (
	_ "embed" // for departments.yaml
	"path"

	"github.com/goccy/go-yaml/ast"

	"yingshang/dashboards/assess"
)

//go:embed departments.yaml
var departmentsFile []byte

// Departments lists the offices that lead an indicator.
func Departments() ([]assess.Department, error) {
	return ParseDepartments(path.Join(here, "departments.yaml"), departmentsFile)
}

// ParseDepartments reads a list of offices. The error holds every fault of the file.
func ParseDepartments(file string, data []byte) ([]assess.Department, error) {
	d := &document{file: file}
	var all []assess.Department
	lines := map[assess.DepartmentCode]int{}
	if n := d.parse(data); n != nil {
		d.list(n, "departments", func(n ast.Node) {
			var dep assess.Department
			d.mapping(n, "department", fields{
				"id":   func(n ast.Node) { dep.Code = assess.DepartmentCode(d.word(n, "id")) },
				"name": func(n ast.Node) { dep.Name = d.text(n, "name") },
			}, "id", "name")
			if first, twice := lines[dep.Code]; twice && dep.Code != "" {
				d.fault(n, "department %s stands twice, first in line %d", dep.Code, first)
			}
			lines[dep.Code] = lineOf(n)
			all = append(all, dep)
		})
	}
	if err := d.faults.Err(); err != nil {
		return nil, err
	}
	return all, nil
}
