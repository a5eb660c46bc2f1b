package store

import (
	"context"
	"maps"

	"yingshang/dashboards/assess"
)

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
	var own assess.EditionID // that was asked for by its name
	if choice != "" && choice != assess.Live {
		id, err := assess.ParseEditionID(choice)
		if err != nil {
			return nil, err
		}
		if _, err := w.store.Edition(ctx, id); err != nil {
			return nil, err
		}
		shown[id.Year()], own = id, id
	}
	u := &view{Publication: v.Publication, parts: maps.Clone(v.parts), years: map[int]*yearView{}}
	u.Choice, u.Editions = choice, shown
	for year, id := range shown {
		if err := w.lay(ctx, u.parts, year, id, id == own); err != nil {
			return nil, err
		}
	}
	v.under[choice] = u
	return u, nil
}

// lay puts an edition's parts in the place of those of its year. What its rows look up, as the suspensions of a case, has
// months of other years, too: it is taken whole where only this edition is asked for, and else stays as it is today, since
// two editions may differ there.
func (w *Watch) lay(ctx context.Context, parts map[Part]Published, year int, id assess.EditionID, whole bool) error {
	frozen := w.editions[id]
	if frozen == nil {
		var err error
		if frozen, err = w.store.EditionParts(ctx, id); err != nil {
			return err
		}
		w.editions[id] = frozen
	}
	names := map[string]bool{ScorePart: true}
	for part := range frozen {
		names[part.Name] = true
	}
	for _, k := range w.store.cat.Clocks { // one that had no rows then has none in the edition
		if k.Rows || len(w.store.cat.IndicatorsOf(k)) > 0 {
			names["clock:"+k.Name], names["value:"+k.Name] = true, true
		}
	}
	maps.DeleteFunc(parts, func(p Part, _ Published) bool { return p.Period.Year() == year && names[p.Name] })
	for part, p := range frozen {
		if whole || part.Period.Year() == year {
			parts[part] = p
		}
	}
	return nil
}
