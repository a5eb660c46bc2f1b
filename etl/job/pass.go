package job

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"maps"
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
	Editions Editions // nil: nobody freezes years here
	Control  *control.DB
	Inbox    string // folder with one folder a source
	Owner    string // of leases: this process
	Now      func() time.Time
	Log      *slog.Logger

	inspected bool // the facts were looked at since this process began; only who holds the lease of a pass may touch it
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
	ctx, release, err := p.lease(ctx, passLease)
	if err != nil {
		return Summary{}, err
	}
	defer release()
	w := p.pass()
	// What died while it was being applied comes first: nothing else may look at its months before.
	faults := []error{w.finish(ctx)}
	for _, src := range p.inOrder() {
		if len(ids) == 0 || slices.Contains(ids, src.ID) {
			faults = append(faults, w.intake(ctx, src.ID))
		}
	}
	faults = append(faults, w.settle(ctx))
	return w.sum, errors.Join(faults...)
}

// passLease is held by whoever works on the data folder.
const passLease = "pass"

// pass is one go over a data folder.
type pass struct {
	*Planner
	sum   Summary
	tried map[uint64]bool // one attempt of a load a pass
}

func (p *Planner) pass() *pass { return &pass{Planner: p, tried: map[uint64]bool{}} }

// finish brings unfinished loads to their end. The first pass of a process then looks at all facts, whatever is due: what
// was spoilt while nothing ran is set right before anything builds on it.
func (w *pass) finish(ctx context.Context) error {
	faults := w.Planner.finish(ctx, &w.sum, w.tried)
	if !w.inspected {
		err := w.repair(ctx)
		w.inspected = err == nil
		faults = append(faults, err)
	}
	return errors.Join(faults...)
}

// repair sets right the facts of every dataset that are not what was reconciled.
func (p *Planner) repair(ctx context.Context) error {
	var faults []error
	for _, id := range slices.Sorted(maps.Keys(p.Loader.Store.Catalog().Datasets)) {
		faults = append(faults, p.Loader.Repair(ctx, id))
	}
	return errors.Join(faults...)
}

// intake lands and loads what lies in a source's folder. One of the ledger has none: nobody can hand its files in.
func (w *pass) intake(ctx context.Context, id assess.SourceID) error {
	if id == assess.FilledSource {
		if err := w.handIn(ctx); err != nil {
			return err
		}
	}
	if w.Loader.Sources[id].Kind == source.KindLedger {
		return nil
	}
	faults := w.takeIn(ctx, w.Loader.Sources[id], &w.sum)
	return errors.Join(errors.Join(faults...), w.finish(ctx))
}

// settle judges anew what changed reference data may let in, accounts for what was received, computes, and does what was
// asked for about editions.
func (w *pass) settle(ctx context.Context) error {
	_, err := w.Loader.Rejudge(ctx)
	err = errors.Join(err, w.finish(ctx), w.sheets(ctx), w.account(ctx))
	outcome, failed := w.compute(ctx)
	w.sum.Outcome = outcome
	return errors.Join(err, failed, w.orders(ctx))
}

// compute publishes what changed; when facts differ from what was reconciled they are repaired, and it tries again.
func (p *Planner) compute(ctx context.Context) (compute.Outcome, error) {
	outcome, err := p.Computer.Run(ctx)
	if err != nil || outcome != compute.Guarded {
		return outcome, err
	}
	if err := p.repair(ctx); err != nil {
		return outcome, err
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
func (p *Planner) lease(ctx context.Context, name string) (held context.Context, release func(), err error) {
	for {
		held, release, err := p.tryLease(ctx, name)
		if err != nil || release != nil {
			return held, release, err
		}
		select {
		case <-ctx.Done():
			return nil, nil, fmt.Errorf("wait for another process to finish its pass: %w", ctx.Err())
		case <-time.After(200 * time.Millisecond):
		}
	}
}

// errLeaseLost ends work whose lease another process has taken, as after a machine slept.
var errLeaseLost = errors.New("another process has taken over")

// tryLease takes a lease when it is free; release is nil when it is not. The returned context ends when the lease is lost.
func (p *Planner) tryLease(ctx context.Context, name string) (held context.Context, release func(), err error) {
	const hold = 30 * time.Second
	ok, err := p.Control.Lease(ctx, name, p.Owner, p.Now(), hold)
	if err != nil || !ok {
		return nil, nil, err
	}
	held, lose := context.WithCancelCause(ctx)
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
				ok, err := p.Control.Lease(context.WithoutCancel(ctx), name, p.Owner, p.Now(), hold)
				if err != nil {
					p.Log.Warn("lease not renewed", "lease", name, "error", err)
				} else if !ok {
					lose(errLeaseLost)
				}
			}
		}
	}()
	return held, func() {
		close(stop)
		<-stopped
		lose(nil)
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
