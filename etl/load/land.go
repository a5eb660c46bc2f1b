package load

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"time"

	"yingshang/dashboards/assess"
	"yingshang/etl/source"
	"yingshang/etl/source/file"
	"yingshang/sql/catalog"
	"yingshang/sql/control"
)

// Received is a file that lies in a source's folder.
type Received struct {
	Name     string
	Size     int64
	Modified time.Time
	Open     func() (io.ReadSeekCloser, error)
}

// Land takes a file in: its bytes become a landed file and a row of the ledger. A file that was seen before is left
// alone; one that cannot be read is written down with its problem; the bytes of the newest load again are a load that
// ends as unchanged. The returned load is nil when there is nothing to do.
func (l *Loader) Land(ctx context.Context, src *source.Source, f Received) (*control.Load, error) {
	seen, err := l.Control.FileSeen(ctx, src.ID, f.Name, f.Size, f.Modified.UnixNano())
	switch {
	case err == nil && (seen.Problem == assess.Text{} || seen.SourceHash == src.Hash):
		return nil, nil // a refused file is read again once its source's description was mended
	case err != nil && !errors.Is(err, assess.ErrNotFound):
		return nil, err
	}
	set, err := l.dataset(src.Dataset)
	if err != nil {
		return nil, err
	}
	row := control.File{Source: src.ID, Name: f.Name, SeenSize: f.Size, SeenAt: f.Modified.UnixNano(), ReceivedAt: l.Now(), SourceHash: src.Hash}
	next := control.Load{Increment: src.Mode == source.Increment}
	next.Source, next.Dataset, next.File = src.ID, src.Dataset, f.Name
	m, problem, err := l.take(ctx, src, f, &next)
	if err != nil {
		return nil, fmt.Errorf("land %s of %s: %w", f.Name, src.ID, err)
	}
	if problem != (assess.Text{}) {
		row.Problem = problem
		l.Log.Warn("file refused", "source", src.ID, "file", f.Name, "problem", problem.EN)
		_, err := l.Control.AddFile(ctx, row)
		return nil, err
	}
	l.at("landed")
	text, err := json.Marshal(m)
	if err != nil {
		return nil, err
	}
	row.ReceivedSHA, row.Encoding, row.Manifest = m.ReceivedSHA, m.Encoding, string(text)
	if next.Fingerprint, err = l.fingerprint(ctx, src, set, m); err != nil {
		return nil, err
	}
	latest, err := l.Control.LatestApplied(ctx, src.ID, next.Scope)
	switch {
	// The same bytes of a later day are a load that changes nothing but the fence: what is older than they are stays out.
	case err == nil && latest.Fingerprint == next.Fingerprint && !next.AsOf.After(latest.AsOf):
		next.State = assess.LoadUnchanged
		next.Note = assess.Text{
			ZH: fmt.Sprintf("与最近一次生效的第 %d 批内容完全相同,无需再装", latest.ID),
			EN: fmt.Sprintf("The same bytes as load %d, the newest that was applied: nothing to do", latest.ID),
		}
	case err != nil && !errors.Is(err, assess.ErrNotFound):
		return nil, err
	default:
		next.State = assess.LoadLanded
	}
	if next.ID, err = l.Control.AddFileAndLoad(ctx, row, next, l.Now()); err != nil {
		return nil, err
	}
	l.at("ledgered")
	l.Log.Info("file landed", "source", src.ID, "file", f.Name, "load", next.ID, "bytes", m.ReceivedBytes, "encoding", m.Encoding, "state", next.State)
	return &next, nil
}

// take lands the bytes and reads what the name says. A problem is for the office that sent the file.
func (l *Loader) take(ctx context.Context, src *source.Source, f Received, next *control.Load) (m file.Manifest, problem assess.Text, err error) {
	if next.Scope, err = src.FileScope(f.Name); err == nil {
		next.AsOf, err = src.FileAsOf(f.Name, l.Now())
	}
	if err != nil {
		if !errors.Is(err, assess.ErrInvalid) {
			return m, problem, err
		}
		return m, assess.Text{ZH: fmt.Sprintf("文件名“%s”读不出它的日期或范围,请按约定命名(%s):%v", f.Name, src.Files, err), EN: err.Error()}, nil
	}
	r, err := f.Open()
	if err != nil {
		return m, problem, err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	m, err = file.Land(ctx, l.Landing, src, f.Name, r, l.Key)
	var p *file.Problem
	if errors.As(err, &p) {
		return m, p.Text(), nil
	}
	return m, problem, err
}

// fingerprint tells whether a file would be judged as before: its bytes, its source, its dataset's rules and the
// reference data.
func (l *Loader) fingerprint(ctx context.Context, src *source.Source, set *catalog.Dataset, m file.Manifest) (string, error) {
	refs, err := l.references(ctx, set)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%s|%s|%x|%s", m.LandedSHA, src.Hash, l.Store.Catalog().JudgedBy(set), refs))
	return hex.EncodeToString(sum[:]), nil
}

// manifest reads what was landed for a load, its columns matched by the source as it is described today.
func (l *Loader) manifest(ctx context.Context, src *source.Source, row control.Load) (file.Manifest, error) {
	f, err := l.Control.FileByID(ctx, row.FileID)
	if err != nil {
		return file.Manifest{}, err
	}
	var m file.Manifest
	if err := json.Unmarshal([]byte(f.Manifest), &m); err != nil {
		return m, fmt.Errorf("manifest of file %d: %w", f.ID, err)
	}
	return m.In(l.Landing).Match(src)
}

// Replay makes a new load of a load's landed bytes: after a rule, a source or reference data was mended.
func (l *Loader) Replay(ctx context.Context, id uint64) (uint64, error) {
	row, err := l.Control.LoadByID(ctx, id)
	if err != nil {
		return 0, err
	}
	src, err := l.source(row.Source)
	if err != nil {
		return 0, err
	}
	set, err := l.dataset(row.Dataset)
	if err != nil {
		return 0, err
	}
	m, err := l.manifest(ctx, src, row)
	if err != nil {
		return 0, err
	}
	if row.Fingerprint, err = l.fingerprint(ctx, src, set, m); err != nil {
		return 0, err
	}
	row.State = assess.LoadLanded
	return l.Control.AddLoad(ctx, row, l.Now())
}

// Rejudge makes new loads of those standing ones whose rejects the changed reference data may now let in.
func (l *Loader) Rejudge(ctx context.Context) (int, error) {
	made := 0
	for _, src := range l.Sources {
		set, err := l.dataset(src.Dataset)
		if err != nil {
			return made, err
		}
		if len(set.Reads) == 0 {
			continue
		}
		standing, err := l.Control.Standing(ctx, src.ID)
		if err != nil {
			return made, err
		}
		all, err := l.Control.Loads(ctx, src.ID, math.MaxInt32)
		if err != nil {
			return made, err
		}
		judged := map[string]uint64{} // the newest load of a file and fingerprint, also one that is held or was refused
		for _, row := range all {
			judged[fmt.Sprint(row.FileID, row.Fingerprint)] = max(judged[fmt.Sprint(row.FileID, row.Fingerprint)], row.ID)
		}
		newest := map[int64]control.Load{} // by file: a replay stands for the load it replays
		for _, row := range standing {
			if row.ID > newest[row.FileID].ID {
				newest[row.FileID] = row
			}
		}
		for _, row := range newest {
			if row.Rejected == 0 {
				continue
			}
			m, err := l.manifest(ctx, src, row)
			if err != nil {
				return made, err
			}
			print, err := l.fingerprint(ctx, src, set, m)
			if err != nil {
				return made, err
			}
			if print != row.Fingerprint && judged[fmt.Sprint(row.FileID, print)] < row.ID {
				if _, err := l.Replay(ctx, row.ID); err != nil {
					return made, err
				}
				made++
			}
		}
	}
	return made, nil
}
