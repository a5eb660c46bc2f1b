package control

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Sessions keeps sessions in the store, so that they outlast a restart. Its methods are those that a session manager wants.
type Sessions struct {
	db  *DB
	now func() time.Time
}

// Sessions returns the store of sessions.
func (d *DB) Sessions(now func() time.Time) *Sessions { return &Sessions{d, now} }

// FindCtx returns a session that has not ended; found is false without one.
func (s *Sessions) FindCtx(ctx context.Context, token string) (data []byte, found bool, err error) {
	err = s.db.db.QueryRowContext(ctx, text("session_find"), token, s.now().UnixMilli()).Scan(&data)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, fmt.Errorf("control store, session_find: %w", err)
	}
	return data, true, nil
}

// CommitCtx keeps a session until it expires, and takes away those that have.
func (s *Sessions) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	if _, err := s.db.exec(ctx, "session_sweep", s.now().UnixMilli()); err != nil {
		return err
	}
	_, err := s.db.exec(ctx, "session_commit", token, data, expiry.UnixMilli())
	return err
}

// DeleteCtx ends a session.
func (s *Sessions) DeleteCtx(ctx context.Context, token string) error {
	_, err := s.db.exec(ctx, "session_delete", token)
	return err
}

// Find is FindCtx without a context, which session managers also want.
func (s *Sessions) Find(token string) ([]byte, bool, error) {
	return s.FindCtx(context.Background(), token)
}

// Commit is CommitCtx without a context.
func (s *Sessions) Commit(token string, data []byte, expiry time.Time) error {
	return s.CommitCtx(context.Background(), token, data, expiry)
}

// Delete is DeleteCtx without a context.
func (s *Sessions) Delete(token string) error { return s.DeleteCtx(context.Background(), token) }
