package store

import (
	"context"
	"maps"
	"time"

	"yingshang/dashboards/assess"
	"yingshang/sql/catalog"
)

// frozenYear is an edition that lies in the place of a year.
type frozenYear struct {
	assess.Edition
	parts map[Part]Published // of the year, and what its rows look up, of all months
}

// chosen is a publication as the request wants it: with the published editions in the place of their years, with another
// edition, or as it is computed day by day.
func (w *Watch) chosen(ctx context.Context, v *view) (*view, error) {
	choice := assess.ChosenEdition(ctx)
	if choice == "" && len(v.shown) == 0 {
		return v, nil
	}
	if u := v.under[choice]; u != nil {
		return u, nil
	}
	shown := map[int]assess.EditionID{}
	if choice != assess.Live {
		maps.Copy(shown, v.shown)
	}
	if choice != "" && choice != assess.Live {
		id, err := assess.ParseEditionID(choice)
		if err != nil {
			return nil, err
		}
		shown[id.Year()] = id
	}
	u := &view{Publication: v.Publication, parts: maps.Clone(v.parts), years: map[int]*yearView{}, frozen: map[int]frozenYear{}, live: v}
	u.Choice, u.Editions = choice, map[int]assess.Edition{}
	for year, id := range shown {
		f, err := w.edition(ctx, id)
		if err != nil {
			return nil, err
		}
		u.frozen[year], u.Editions[year] = f, f.Edition
		w.lay(u.parts, year, f)
	}
	v.under[choice] = u
	return u, nil
}

// today is what is known now: what is open now is told from there, since a case that was open when its year was frozen may have ended
// since.
func (v *view) today() *view {
	if v.live != nil {
		return v.live
	}
	return v
}

// edition reads an edition, or remembers it: it never changes.
func (w *Watch) edition(ctx context.Context, id assess.EditionID) (f frozenYear, err error) {
	if f, known := w.editions[id]; known {
		return f, nil
	}
	if f.Edition, err = w.store.Edition(ctx, id); err != nil {
		return f, err
	}
	if f.parts, err = w.store.EditionParts(ctx, id); err != nil {
		return f, err
	}
	w.editions[id] = f
	return f, nil
}

// lay puts an edition's parts of its year in the place of those of the publication. What its rows look up has months of other
// years, too: lookups finds it.
func (w *Watch) lay(parts map[Part]Published, year int, f frozenYear) {
	names := map[string]bool{ScorePart: true}
	for part := range f.parts {
		names[part.Name] = true
	}
	for _, k := range w.store.cat.Clocks { // one that had no rows then has none in the edition
		if k.Rows || len(w.store.cat.IndicatorsOf(k)) > 0 || w.store.cat.IsReference(k) {
			names["clock:"+k.Name], names["value:"+k.Name] = true, true
		}
	}
	maps.DeleteFunc(parts, func(p Part, _ Published) bool { return p.Period.Year() == year && names[p.Name] })
	for part, p := range f.parts {
		if part.Period.Year() == year {
			parts[part] = p
		}
	}
}

// lookups returns the runs of a clock in which a row of a year finds what belongs to it, as the suspensions of a case: those that
// its figures were computed with. A clock that others look up is whole in every edition; of the others an edition has its year.
func (v *view) lookups(cat *catalog.Catalog, k *catalog.Clock, year int) map[time.Time]uint64 {
	if f, ok := v.frozen[year]; ok && cat.IsReference(k) {
		return runsOf(f.parts, k.Name, nil)
	}
	return v.runs(k.Name, monthsWithin(assess.Period{}, v.AsOf))
}
