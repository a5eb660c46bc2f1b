package load

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"yingshang/dashboards/assess"
	"yingshang/etl/source"
	"yingshang/sql/catalog"
	"yingshang/sql/control"
	"yingshang/sql/store"
)

// Loader loads files. Two loaders may work on one data folder: leases above it save double work, and figures stay right
// without them.
type Loader struct {
	Store   *store.Store
	Control *control.DB
	Sources map[assess.SourceID]*source.Source
	Landing string           // folder of landed files
	Key     []byte           // for keyed hashes of personal fields
	Now     func() time.Time // when things happened; never decides a figure
	Log     *slog.Logger
	Step    func(name string) // told at every named step; nil in production
}

// Steps are the named places of a load, in order. A process may die at any of them.
var Steps = []string{
	"landed", "ledgered",
	"stage.made", "stage.checked", "rejects.kept",
	"effect.noted", "apply.marked", "apply.gone", "apply.moved", "apply.rows",
	"reconcile.compared", "reconcile.noted", "load.closed",
}

func (l *Loader) at(step string) {
	if l.Step != nil {
		l.Step(step)
	}
}

func (l *Loader) source(id assess.SourceID) (*source.Source, error) {
	if s := l.Sources[id]; s != nil {
		return s, nil
	}
	return nil, fmt.Errorf("source %q: %w", id, assess.ErrNotFound)
}

func (l *Loader) dataset(id assess.DatasetID) (*catalog.Dataset, error) {
	if d := l.Store.Catalog().Datasets[id]; d != nil {
		return d, nil
	}
	return nil, fmt.Errorf("dataset %q: %w", id, assess.ErrNotFound)
}

// job is what the statements about a load need to know of it.
func (l *Loader) job(row control.Load) (store.Load, *source.Source, error) {
	src, err := l.source(row.Source)
	if err != nil {
		return store.Load{}, nil, err
	}
	set, err := l.dataset(row.Dataset)
	if err != nil {
		return store.Load{}, nil, err
	}
	j := store.Load{Dataset: set, Source: row.Source, ID: row.ID, Scope: row.Scope, AsOf: row.AsOf, Increment: row.Increment}
	if err := j.ReadScope(); err != nil {
		return store.Load{}, nil, err
	}
	return j, src, nil
}

// Fingerprints of the reference data that a dataset is judged with: when they change, a file is judged anew.
func (l *Loader) references(ctx context.Context, set *catalog.Dataset) (string, error) {
	if len(set.Reads) == 0 {
		return "", nil
	}
	digests, err := l.Store.Expected(ctx)
	if err != nil {
		return "", err
	}
	text := ""
	for _, d := range digests {
		for _, r := range set.Reads {
			if d.Dataset == r && d.N != 0 {
				text += fmt.Sprintf("%s/%s/%s:%d:%d;", d.Dataset, d.Source, d.Month.Format("2006-01"), d.N, d.H)
			}
		}
	}
	return text, nil
}
