package main

import (
	"slices"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
)

// reforms reads the reforms of the binary and, over them by id, those of conf. A reform and its SQL file need each other.
func (r *reading) reforms() {
	list, err := scheme.Reforms()
	r.faults.Join(err)
	own := map[assess.ReformID]string{}
	for file, data := range r.conf.files("reforms", ".yaml", &r.faults) {
		more, err := scheme.ParseReforms(file, data)
		r.faults.Join(err)
		for _, reform := range more {
			if first, twice := own[reform.ID]; twice {
				r.faults.Add(file, reform.Line, "reform %s is there already: %s", reform.ID, first)
				continue
			}
			own[reform.ID] = file
			if i := slices.IndexFunc(list, func(old *scheme.Reform) bool { return old.ID == reform.ID }); i >= 0 {
				list[i] = reform
				continue
			}
			list = append(list, reform)
		}
	}
	described := map[assess.ReformID]bool{}
	for _, reform := range list {
		described[reform.ID] = true
		for _, err := range reform.Check(scheme.Known{Indicators: r.d.indicators, Departments: r.d.departments, Regions: r.d.regions}) {
			r.faults.Join(err)
		}
		if r.d.catalog.Reforms[reform.ID] == nil {
			r.faults.Add(reform.File, reform.Line, "reform %q has no file reforms/%s.sql%s", reform.ID, reform.ID, assess.DidYouMean(string(reform.ID), names(r.d.catalog.Reforms)))
		}
	}
	for _, id := range names(r.d.catalog.Reforms) {
		if sql := r.d.catalog.Reforms[assess.ReformID(id)]; !described[sql.ID] {
			r.faults.Add(sql.File(), 1, "reform %q is described in no .yaml%s", id, assess.DidYouMean(id, names(described)))
		}
	}
	r.d.reforms = list
}
