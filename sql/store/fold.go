package store

import (
	"context"

	"yingshang/sql/catalog"
)

// Spoken is one snapshot that a fold counts in: it speaks for its scope as of its version.
type Spoken struct {
	Load    uint64
	Version uint64
	Scope   string // all, month=2022-09 or region=330482
}

// Fold is a stage that takes in the loads of a source, to say what all of them together have left.
type Fold struct {
	Load
	store *Store
}

// MakeFold makes an empty fold. l says where it is to be applied.
func (s *Store) MakeFold(ctx context.Context, l Load) (Fold, error) {
	return Fold{l, s}, s.about(ctx, l, "stage_create", nil, "stage", "fact")
}

// Pour takes in the staged rows of a load that count: those of keys that no newer load in the fold tells of. Loads are
// best poured newest first. rejects says whether the load has rejected rows, which are then those of its attempt.
func (f Fold) Pour(ctx context.Context, from Load, attempt int, rejects bool) error {
	s := f.store
	if rejects {
		if err := s.about(ctx, from, "fold_as_it_was", params{"attempt": uint32(attempt)}, "stage"); err != nil {
			return err
		}
	}
	fill, err := s.places(from, "stage", "key")
	if err != nil {
		return err
	}
	fill["fold"] = catalog.Names{f.stage()}
	if err := s.run(ctx, "fold_pour", fill, merge(from.values(), params{"snapshot": !from.Increment})); err != nil || !from.Whole() {
		return err
	}
	return s.run(ctx, "fold_refused", fill, nil)
}

// Open counts the keys that stand in the fold as rejected rows alone: an older load may have a good row of them.
func (f Fold) Open(ctx context.Context) (open uint64, err error) {
	fill, err := f.store.places(f.Load, "kept")
	if err != nil {
		return 0, err
	}
	err = f.store.row(ctx, "fold_open", fill, nil, &open)
	return open, err
}

// Settle leaves of every key the newest row, marked as deleted when a newer snapshot that speaks for it lacks the key.
func (f Fold) Settle(ctx context.Context, spoken []Spoken) error {
	s := f.store
	var loads, versions []uint64
	var scopes []string
	for _, p := range spoken {
		loads, versions, scopes = append(loads, p.Load), append(versions, p.Version), append(scopes, p.Scope)
	}
	fill := map[string]any{"fold": catalog.Names{f.stage()}, "key": f.Dataset.Key}
	if len(spoken) > 0 {
		gone := map[string]any{"fold": fill["fold"], "key": fill["key"], "region": f.Dataset.RegionOf()}
		if err := s.run(ctx, "fold_gone", gone, params{"loads": loads, "versions": versions, "scopes": scopes}); err != nil {
			return err
		}
	}
	return s.run(ctx, "fold_newest", fill, nil)
}
