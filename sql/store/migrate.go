package store

import (
	"context"
	"fmt"
)

// Migrate runs every numbered statement, in order. Each is safe to repeat, so nothing needs to be remembered.
func (s *Store) Migrate(ctx context.Context) error {
	for _, m := range s.cat.Migrations {
		if err := s.exec(ctx, "migration "+m.Name, m.SQL, nil); err != nil {
			return err
		}
	}
	return nil
}

// Drop removes the whole database; for tests and for an unpacked demo.
func (s *Store) Drop(ctx context.Context) error {
	return s.post(ctx, "", fmt.Sprintf("DROP DATABASE IF EXISTS `%s` SYNC", s.database), nil, nil, nil)
}
