package control

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"yingshang/dashboards/assess"
)

// File is a landed file, or one that could not be landed.
type File struct {
	ID          int64
	Source      assess.SourceID
	Name        string
	SeenSize    int64
	SeenAt      int64 // the file's own modification time, nanoseconds
	ReceivedSHA string
	ReceivedAt  time.Time
	Encoding    string
	Manifest    string // JSON
	SourceHash  string // of the source's description when the file was landed
	Problem     assess.Text
}

// AddFile writes a file into the ledger and returns its number.
func (d *DB) AddFile(ctx context.Context, f File) (int64, error) {
	res, err := d.exec(ctx, "file_add", f.args()...)
	if err != nil {
		return 0, err
	}
	return res.LastInsertId()
}

// FileByID returns a file.
func (d *DB) FileByID(ctx context.Context, id int64) (File, error) {
	return d.file(ctx, "file_by_id", id)
}

// FileSeen returns the file that was seen under this name, size and time; ErrNotFound when it is new or has changed.
func (d *DB) FileSeen(ctx context.Context, source assess.SourceID, name string, size, at int64) (File, error) {
	return d.file(ctx, "file_seen", string(source), name, size, at)
}

func (d *DB) file(ctx context.Context, name string, args ...any) (File, error) {
	var f File
	var received int64
	err := d.one(ctx, name, args, &f.ID, &f.Source, &f.Name, &f.SeenSize, &f.SeenAt, &f.ReceivedSHA, &received, &f.Encoding, &f.Manifest, &f.SourceHash, &f.Problem.ZH, &f.Problem.EN)
	f.ReceivedAt = moment(received)
	return f, err
}

// Problems returns the files that could not be landed, newest first, each once.
func (d *DB) Problems(ctx context.Context, limit int) ([]File, error) {
	var files []File
	err := d.each(ctx, "file_problems", []any{limit}, func(r *sql.Rows) error {
		var f File
		var received int64
		err := r.Scan(&f.ID, &f.Source, &f.Name, &f.SeenSize, &f.SeenAt, &f.ReceivedSHA, &received, &f.Encoding, &f.Manifest, &f.SourceHash, &f.Problem.ZH, &f.Problem.EN)
		f.ReceivedAt = moment(received)
		files = append(files, f)
		return err
	})
	return files, err
}

// AddFileAndLoad writes a file and its load into the ledger together: a file that was seen is never without its load.
func (d *DB) AddFileAndLoad(ctx context.Context, f File, l Load, now time.Time) (id uint64, err error) {
	tx, err := d.db.BeginTx(ctx, nil)
	if err != nil {
		return 0, fmt.Errorf("control store: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, tx.Rollback())
		}
	}()
	res, err := tx.ExecContext(ctx, text("file_add"), f.args()...)
	if err != nil {
		return 0, fmt.Errorf("control store, file_add: %w", err)
	}
	if l.FileID, err = res.LastInsertId(); err != nil {
		return 0, err
	}
	if res, err = tx.ExecContext(ctx, text("load_add"), l.args(now)...); err != nil {
		return 0, fmt.Errorf("control store, load_add: %w", err)
	}
	n, err := res.LastInsertId()
	if err != nil {
		return 0, err
	}
	return uint64(n), tx.Commit()
}

func (f File) args() []any {
	return []any{string(f.Source), f.Name, f.SeenSize, f.SeenAt, f.ReceivedSHA, unix(f.ReceivedAt), f.Encoding, f.Manifest, f.SourceHash, f.Problem.ZH, f.Problem.EN}
}
