package store

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"yingshang/sql/catalog"
	"yingshang/sql/engine"
)

// Store is a database of a ClickHouse, be it the private engine or a server.
type Store struct {
	cat      *catalog.Catalog
	address  engine.Address
	database string
	conn     driver.Conn
	http     *http.Client
}

var databaseName = regexp.MustCompile(`^[a-z_][a-z0-9_]{0,62}$`)

// Open connects to a database and creates it when it is not there.
func Open(ctx context.Context, address engine.Address, database string, cat *catalog.Catalog) (*Store, error) {
	if !databaseName.MatchString(database) {
		return nil, fmt.Errorf("database name %q: want small letters, digits and underscores", database)
	}
	s := &Store{cat: cat, address: address, database: database, http: &http.Client{}}
	if err := s.post(ctx, "", "CREATE DATABASE IF NOT EXISTS `"+database+"`", nil, nil, nil); err != nil {
		return nil, fmt.Errorf("create database %s: %w", database, err)
	}
	where, err := url.Parse(address.URL)
	if err != nil {
		return nil, fmt.Errorf("address of ClickHouse: %w", err)
	}
	s.conn, err = clickhouse.Open(&clickhouse.Options{
		Protocol:     clickhouse.HTTP,
		Addr:         []string{where.Host},
		Auth:         clickhouse.Auth{Database: database, Username: address.User, Password: address.Password},
		Settings:     clickhouse.Settings{"session_timezone": "Asia/Shanghai"},
		ReadTimeout:  5 * time.Minute,
		DialTimeout:  10 * time.Second,
		MaxOpenConns: 16,
		MaxIdleConns: 8,
	})
	if err != nil {
		return nil, fmt.Errorf("connect to %s: %w", address, err)
	}
	return s, nil
}

// Close ends the connections.
func (s *Store) Close() error { return s.conn.Close() }

// Catalog is the SQL that the store runs.
func (s *Store) Catalog() *catalog.Catalog { return s.cat }

// Database is its name.
func (s *Store) Database() string { return s.database }

// Ping asks whether ClickHouse answers.
func (s *Store) Ping(ctx context.Context) error { return s.conn.Ping(ctx) }

// with binds parameters to a query's {name:Type} places.
func with(ctx context.Context, values params) context.Context {
	return clickhouse.Context(ctx, clickhouse.WithParameters(clickhouse.Parameters(values.text())))
}

// run runs a statement of the catalogue.
func (s *Store) run(ctx context.Context, name string, fill map[string]any, values params) error {
	text, err := s.cat.Query(name, fill)
	if err != nil {
		return err
	}
	return s.exec(ctx, name, text, values)
}

// exec sends a statement by POST. The driver's Exec would do; this way it goes the same road as a stage's bytes.
func (s *Store) exec(ctx context.Context, name, text string, values params) error {
	if err := s.post(ctx, s.database, text, values, nil, nil); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// rows runs a query of the catalogue and hands every row to scan.
func (s *Store) rows(ctx context.Context, name string, fill map[string]any, values params, scan func(driver.Rows) error) error {
	text, err := s.cat.Query(name, fill)
	if err != nil {
		return err
	}
	return s.rowsOf(ctx, name, text, values, scan)
}

func (s *Store) rowsOf(ctx context.Context, name, text string, values params, scan func(driver.Rows) error) error {
	rows, err := s.conn.Query(with(ctx, values), text)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// row runs a query of the catalogue that returns one row.
func (s *Store) row(ctx context.Context, name string, fill map[string]any, values params, into ...any) error {
	found := false
	err := s.rows(ctx, name, fill, values, func(r driver.Rows) error {
		found = true
		return r.Scan(into...)
	})
	if err == nil && !found {
		return fmt.Errorf("%s: returned no row", name)
	}
	return err
}

// post sends a statement and, behind it, the bytes that it inserts. clickhouse-go's InsertFormat cuts INSERT … SELECT …
// FROM input() after the column list, so this is a plain request.
func (s *Store) post(ctx context.Context, database, text string, values params, settings map[string]string, data io.Reader) error {
	return s.ask(ctx, database, text, values, settings, data, io.Discard)
}

// ask is post with the answer written to out; what has failed writes nothing there.
func (s *Store) ask(ctx context.Context, database, text string, values params, settings map[string]string, data io.Reader, out io.Writer) error {
	q := url.Values{"session_timezone": {"Asia/Shanghai"}, "wait_end_of_query": {"1"}}
	if database != "" {
		q.Set("database", database)
	}
	for k, v := range values.text() {
		q.Set("param_"+k, v)
	}
	for k, v := range settings {
		q.Set(k, v)
	}
	var body io.Reader = strings.NewReader(text)
	if data != nil {
		body = io.MultiReader(strings.NewReader(strings.TrimSpace(text)+"\n"), data)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.address.URL+"/?"+q.Encode(), body)
	if err != nil {
		return err
	}
	req.Header.Set("X-ClickHouse-User", s.address.User)
	req.Header.Set("X-ClickHouse-Key", s.address.Password)
	res, err := s.http.Do(req)
	if err != nil {
		if u, ok := err.(*url.Error); ok {
			err = u.Err // the address with its parameters is of no use to a reader
		}
		return err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK || res.Header.Get("X-ClickHouse-Exception-Code") != "" {
		answer, err := io.ReadAll(io.LimitReader(res.Body, 64<<10))
		if err != nil {
			return err
		}
		return fmt.Errorf("clickhouse says: %s", briefly(string(answer)))
	}
	_, err = io.Copy(out, res.Body)
	return err
}

// briefly is what an error of the engine says without the statement that it repeats, bound values and all.
func briefly(text string) string {
	text = strings.TrimSpace(text)
	const most = 1000
	if at := strings.Index(strings.ToLower(text), " in scope "); at > 0 {
		text = text[:at]
	}
	if len(text) > most {
		text = strings.ToValidUTF8(text[:most], "") + "…"
	}
	return text
}
