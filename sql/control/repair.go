package control

import (
	"context"
	"strconv"

	"yingshang/dashboards/assess"
)

// NextRepair takes the number of a source's repair. A load that took its own before cannot close any more: one that has
// closed by then can be seen and counted in.
func (d *DB) NextRepair(ctx context.Context, source assess.SourceID) (uint64, error) {
	seq, err := d.Next(ctx, "reconciled")
	if err != nil {
		return 0, err
	}
	return seq, d.SetSetting(ctx, "repair:"+string(source), strconv.FormatUint(seq, 10))
}

// CloseLoad ends a load that was reconciled under a number. False says that it must be taken up again: a repair of its
// source has begun since, or another attempt is at it or has closed it.
func (d *DB) CloseLoad(ctx context.Context, l Load, seq uint64) (bool, error) {
	res, err := d.exec(ctx, "load_close", l.Read, l.Accepted, l.Rejected, l.Upserts, l.Tombstones, l.Stale, l.Kept,
		l.Note.ZH, l.Note.EN, unix(l.Finished), l.Attempt, l.ID, seq)
	if err != nil {
		return false, err
	}
	n, err := res.RowsAffected()
	return n == 1, err
}
