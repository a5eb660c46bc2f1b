package job

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"time"

	"yingshang/dashboards/assess"
	"yingshang/etl/compute"
	"yingshang/etl/load"
	"yingshang/etl/source"
	"yingshang/sql/control"
)

// Planner runs sources and computes what they changed.
type Planner struct {
	Loader   *load.Loader
	Computer *compute.Computer
	Control  *control.DB
	Inbox    string // folder with one folder a source
	Owner    string // of leases: this process
	Now      func() time.Time
	Log      *slog.Logger
}

// Summary is what a pass has done.
type Summary struct {
	Landed, Applied, Held, Superseded, Unchanged, Failed int
	Outcome                                              compute.Outcome
}

// Pass takes in what lies in the folders of the given sources (all when none is given), brings every unfinished load to
// its end, and computes. One pass at a time works on a data folder; another waits for its lease. Errors of single files
// and loads are logged, counted and returned together; they keep nothing else from being done.
func (p *Planner) Pass(ctx context.Context, ids ...assess.SourceID) (Summary, error) {
	var sum Summary
	release, err := p.lease(ctx, "pass")
	if err != nil {
		return sum, err
	}
	defer release()
	var faults []error
	tried := map[uint64]bool{} // one attempt a pass
	// What died while it was being applied comes first: nothing else may look at its months before.
	faults = append(faults, p.finish(ctx, &sum, tried)...)
	for _, src := range p.inOrder() {
		if len(ids) > 0 && !slices.Contains(ids, src.ID) {
			continue
		}
		faults = append(faults, p.takeIn(ctx, src, &sum)...)
		faults = append(faults, p.finish(ctx, &sum, tried)...)
	}
	if _, err := p.Loader.Rejudge(ctx); err != nil {
		faults = append(faults, err)
	}
	faults = append(faults, p.finish(ctx, &sum, tried)...)
	sum.Outcome, err = p.compute(ctx)
	return sum, errors.Join(append(faults, err)...)
}

// compute publishes what changed; when facts differ from what was reconciled they are repaired, and it tries again.
func (p *Planner) compute(ctx context.Context) (compute.Outcome, error) {
	outcome, err := p.Computer.Run(ctx)
	if err != nil || outcome != compute.Guarded {
		return outcome, err
	}
	for id := range p.Loader.Store.Catalog().Datasets {
		if err := p.Loader.Repair(ctx, id); err != nil {
			return outcome, err
		}
	}
	return p.Computer.Run(ctx)
}

// finish brings unfinished loads to their end, oldest data first inside a source.
func (p *Planner) finish(ctx context.Context, sum *Summary, tried map[uint64]bool) []error {
	loads, err := p.Control.Unfinished(ctx)
	if err != nil {
		return []error{err}
	}
	slices.SortStableFunc(loads, func(a, b control.Load) int {
		return cmp.Or(-boolCompare(a.State == assess.LoadApplying, b.State == assess.LoadApplying), a.AsOf.Compare(b.AsOf), cmp.Compare(a.ID, b.ID))
	})
	var faults []error
	for _, l := range loads {
		if ctx.Err() != nil {
			return append(faults, ctx.Err())
		}
		if tried[l.ID] {
			continue
		}
		tried[l.ID] = true
		done, err := p.Loader.Process(ctx, l.ID)
		if err != nil {
			sum.Failed++
			p.Log.Error("load failed", "load", l.ID, "source", l.Source, "file", l.File, "error", err)
			faults = append(faults, err)
			continue
		}
		switch done.State {
		case assess.LoadApplied:
			sum.Applied++
		case assess.LoadHeld:
			sum.Held++
			p.Log.Warn("load held", "load", l.ID, "source", l.Source, "file", l.File, "why", done.Note.EN)
		case assess.LoadSuperseded:
			sum.Superseded++
		}
	}
	return faults
}

// takeIn lands the files of a source's folder, oldest data first.
func (p *Planner) takeIn(ctx context.Context, src *source.Source, sum *Summary) []error {
	dir := filepath.Join(p.Inbox, string(src.ID))
	root, err := os.OpenRoot(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return []error{fmt.Errorf("folder of %s: %w", src.ID, err)}
	}
	defer func() { _ = root.Close() }() // it was only read
	entries, err := fs.ReadDir(root.FS(), ".")
	if err != nil {
		return []error{fmt.Errorf("folder of %s: %w", src.ID, err)}
	}
	type candidate struct {
		file load.Received
		asOf time.Time
	}
	var files []candidate
	for _, e := range entries {
		info, err := e.Info()
		if err != nil || !info.Mode().IsRegular() || !src.Match(e.Name()) {
			continue // gone meanwhile, a folder, a link, or somebody's note
		}
		name := e.Name()
		asOf, _ := src.FileAsOf(name, p.Now()) // a name that cannot be read is a problem that landing writes down
		files = append(files, candidate{load.Received{
			Name: name, Size: info.Size(), Modified: info.ModTime(),
			Open: func() (io.ReadSeekCloser, error) { return root.Open(name) },
		}, asOf})
	}
	slices.SortFunc(files, func(a, b candidate) int {
		return cmp.Or(a.asOf.Compare(b.asOf), cmp.Compare(a.file.Name, b.file.Name))
	})
	var faults []error
	for _, f := range files {
		landed, err := p.Loader.Land(ctx, src, f.file)
		switch {
		case err != nil:
			sum.Failed++
			p.Log.Error("file not landed", "source", src.ID, "file", f.file.Name, "error", err)
			faults = append(faults, err)
		case landed == nil:
		case landed.State == assess.LoadUnchanged:
			sum.Unchanged++
		default:
			sum.Landed++
		}
	}
	return faults
}

// inOrder puts sources of reference data before those that are judged with it.
func (p *Planner) inOrder() []*source.Source {
	rank := func(s *source.Source) int {
		if set := p.Loader.Store.Catalog().Datasets[s.Dataset]; set != nil {
			return len(set.Reads)
		}
		return 0
	}
	list := make([]*source.Source, 0, len(p.Loader.Sources))
	for _, s := range p.Loader.Sources {
		list = append(list, s)
	}
	slices.SortFunc(list, func(a, b *source.Source) int { return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.ID, b.ID)) })
	return list
}

// lease waits for a lease and keeps renewing it until it is released.
func (p *Planner) lease(ctx context.Context, name string) (release func(), err error) {
	const hold = 30 * time.Second
	for {
		ok, err := p.Control.Lease(ctx, name, p.Owner, time.Now(), hold)
		if err != nil {
			return nil, err
		}
		if ok {
			break
		}
		select {
		case <-ctx.Done():
			return nil, fmt.Errorf("wait for another process to finish its pass: %w", ctx.Err())
		case <-time.After(200 * time.Millisecond):
		}
	}
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() { // ends when the lease is released
		defer close(stopped)
		tick := time.NewTicker(hold / 3)
		defer tick.Stop()
		for {
			select {
			case <-stop:
				return
			case <-tick.C:
				if _, err := p.Control.Lease(context.WithoutCancel(ctx), name, p.Owner, time.Now(), hold); err != nil {
					p.Log.Warn("lease not renewed", "lease", name, "error", err)
				}
			}
		}
	}()
	return func() {
		close(stop)
		<-stopped
		if err := p.Control.Release(context.WithoutCancel(ctx), name, p.Owner); err != nil {
			p.Log.Warn("lease not released", "lease", name, "error", err)
		}
	}, nil
}

func boolCompare(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}
