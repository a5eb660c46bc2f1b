package scheme

import (
	_ "embed" // for departments.yaml
	"path"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/yamlfile"
)

//go:embed departments.yaml
var departmentsFile []byte

// Departments lists the offices that lead an indicator.
func Departments() ([]assess.Department, error) {
	return ParseDepartments(path.Join(here, "departments.yaml"), departmentsFile)
}

// ParseDepartments reads a list of offices. The error holds every fault of the file.
func ParseDepartments(file string, data []byte) ([]assess.Department, error) {
	d := &yamlfile.File{Name: file}
	var all []assess.Department
	lines := map[assess.DepartmentCode]int{}
	if n := d.Root(data); n != nil {
		d.List(n, "departments", func(n yamlfile.Node) {
			var dep assess.Department
			d.Mapping(n, "department", yamlfile.Keys{
				"id":   func(n yamlfile.Node) { dep.Code = assess.DepartmentCode(d.Word(n, "id")) },
				"name": func(n yamlfile.Node) { dep.Name = d.Text(n, "name") },
			}, "id", "name")
			if first, twice := lines[dep.Code]; twice && dep.Code != "" {
				d.Fault(n, "department %s stands twice, first in line %d", dep.Code, first)
			}
			lines[dep.Code] = yamlfile.Line(n)
			all = append(all, dep)
		})
	}
	if err := d.Faults.Err(); err != nil {
		return nil, err
	}
	return all, nil
}
