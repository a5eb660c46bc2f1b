package engine_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"yingshang/sql/engine"
	"yingshang/sql/engine/enginetest"
)

func TestMain(m *testing.M) {
	engine.Child() // before a role: a parent in a test has children too
	if play := os.Getenv(roleVar); play != "" {
		os.Exit(roles[play]())
	}
	os.Exit(enginetest.Main(m))
}

// own starts an engine that belongs to one test, which may break it.
func own(t *testing.T, c engine.Config) *engine.Engine {
	t.Helper()
	if c.Dir == "" {
		c.Dir = t.TempDir()
	}
	if c.Memory == 0 {
		c.Memory = 1 << 30
	}
	if c.Log == nil {
		c.Log = slog.New(slog.NewTextHandler(t.Output(), nil))
	}
	e, err := engine.Start(t.Context(), c)
	enginetest.Need(t, err)
	t.Cleanup(func() {
		http.DefaultClient.CloseIdleConnections() // Stop need not wait for them
		if err := e.Stop(); err != nil {
			t.Error(err)
		}
	})
	return e
}

// A db is a database of one test, dropped at its end.
type db struct {
	t    testing.TB
	at   engine.Address
	name string
}

func newDB(t testing.TB, at engine.Address) db {
	t.Helper()
	d := db{t: t, at: at}
	name := fmt.Sprintf("test_%08x", rand.Uint32())
	d.do("CREATE DATABASE " + name)
	d.name = name
	t.Cleanup(func() {
		if _, err := send(context.Background(), at, "", nil, "DROP DATABASE IF EXISTS "+name+" SYNC"); err != nil {
			t.Log(err)
		}
	})
	return d
}

// do runs one statement and returns the answer as TSV. Settings read "name=value".
func (d db) do(query string, settings ...string) string {
	d.t.Helper()
	answer, err := d.try(query, settings...)
	if err != nil {
		d.t.Fatalf("%s\n%v", query, err)
	}
	return answer
}

func (d db) try(query string, settings ...string) (string, error) {
	return send(context.Background(), d.at, d.name, nil, query, settings...)
}

// insert sends rows as the body of an INSERT statement that ends in FORMAT.
func (d db) insert(query string, rows io.Reader, settings ...string) error {
	_, err := send(context.Background(), d.at, d.name, rows, query, settings...)
	return err
}

// want runs a query and compares its answer.
func (d db) want(query, want string, settings ...string) {
	d.t.Helper()
	if got := d.do(query, settings...); got != want {
		d.t.Errorf("%s\ngot  %q\nwant %q", query, got, want)
	}
}

// refuse runs a statement that must fail with the code of an error.
func (d db) refuse(code int, query string, settings ...string) {
	d.t.Helper()
	answer, err := d.try(query, settings...)
	if err == nil {
		d.t.Errorf("%s\ngot %q, want error %d", query, answer, code)
	} else if got := codeOf(err); got != code {
		d.t.Errorf("%s\ngot error %d, want %d: %v", query, got, code, err)
	}
}

func (d db) as(a engine.Address) db { d.at = a; return d }

// A fault is an error that ClickHouse answered with.
type fault struct {
	code int
	text string
}

func (f fault) Error() string { return f.text }

func codeOf(err error) int {
	var f fault
	errors.As(err, &f)
	return f.code
}

func send(ctx context.Context, a engine.Address, database string, body io.Reader, query string, settings ...string) (string, error) {
	values := url.Values{}
	if database != "" {
		values.Set("database", database)
	}
	for _, s := range settings {
		if name, value, ok := strings.Cut(s, "="); ok {
			values.Set(name, value)
		}
	}
	if body == nil {
		body = strings.NewReader(query)
	} else {
		values.Set("query", query)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, a.URL+"/?"+values.Encode(), body)
	if err != nil {
		return "", err
	}
	req.Header.Set("X-ClickHouse-User", a.User)
	req.Header.Set("X-ClickHouse-Key", a.Password)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		return "", err
	}
	answer := strings.TrimSuffix(string(b), "\n")
	if res.StatusCode != http.StatusOK {
		code, _ := strconv.Atoi(res.Header.Get("X-ClickHouse-Exception-Code"))
		return "", fault{code, answer}
	}
	return answer, nil
}

// patience is the limit of what must happen, but not at a given speed: long
// enough for a machine that is busy with other things.
const patience = 30 * time.Second

// eventually polls until done says so, and fails the test after limit.
func eventually(t testing.TB, limit time.Duration, what string, done func() bool) {
	t.Helper()
	for end := time.Now().Add(limit); !done(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("not within %v: %s", limit, what)
		}
	}
}

// otherAddresses are the machine's addresses that are not loopback.
func otherAddresses(t testing.TB) (hosts []string) {
	addresses, err := net.InterfaceAddrs()
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range addresses {
		if n, ok := a.(*net.IPNet); ok && !n.IP.IsLoopback() && !n.IP.IsLinkLocalUnicast() {
			hosts = append(hosts, n.IP.String())
		}
	}
	return hosts
}
