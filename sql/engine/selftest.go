package engine

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// Codes of ClickHouse's errors that the self-test wants to see.
const (
	codeWrongPassword = "516"
	codeQuota         = "201"
)

// client is used for the engine alone, which is on this machine: no proxy.
var client = &http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: 10 * time.Second}

// An insecureError is a door found open: such an engine is ended at once.
type insecureError struct{ door, answer string }

func (e *insecureError) Error() string {
	return fmt.Sprintf("the engine is not shut: %s: %s", e.door, e.answer)
}

// A refusal is an answer of ClickHouse that is an error.
type refusal struct{ code, text string }

func (r *refusal) Error() string { return r.text }

// selfTest proves that the answer comes from our own child and that it is
// shut against strangers. An error other than insecureError means: not ready yet.
func (e *Engine) selfTest(ctx context.Context) error {
	// The nonce stands only in the child's configuration.
	answer, err := ask(ctx, e.app, "SELECT getMacro('yingshang_start')")
	if err != nil {
		return err
	}
	if answer != e.set.Nonce {
		return fmt.Errorf("port %d is answered by another program", e.set.Port)
	}
	// The port opens a moment before the last boot statement has used up the quota. A door that is open long after that
	// statement has begun will not shut any more; the knock below tells of it.
	shut, err := ask(ctx, e.app, `
		SELECT
			(SELECT count() > 0 AND min(queries >= max_queries) FROM system.quotas_usage WHERE quota_name = 'boot' AND max_queries IS NOT NULL)
			OR max(elapsed) > 3
		FROM system.processes
		WHERE query LIKE 'SELECT count() FROM table%'`)
	if err != nil {
		return err
	}
	if shut != "1" {
		return fmt.Errorf("the engine is still starting")
	}
	for _, door := range []struct {
		name, query, code string
		as                Address
	}{
		{"a wrong password was let in", "SELECT 1", codeWrongPassword, Address{e.app.URL, e.app.User, secret()}},
		{"a stranger may use the boot user", "CREATE TEMPORARY TABLE stranger (l String) ENGINE = File(LineAsString)", codeQuota, Address{e.app.URL, "default", ""}},
	} {
		answer, err := ask(ctx, door.as, door.query)
		if err == nil {
			return &insecureError{door.name, answer}
		}
		if r, ok := err.(*refusal); !ok {
			return err
		} else if r.code != door.code {
			return &insecureError{door.name, r.text}
		}
	}
	return nil
}

// ask sends one statement and returns the answer without its last newline.
func ask(ctx context.Context, a Address, query string) (string, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, a.URL, strings.NewReader(query))
	if err != nil {
		return "", err
	}
	req.Header.Set("X-ClickHouse-User", a.User)
	req.Header.Set("X-ClickHouse-Key", a.Password)
	res, err := client.Do(req)
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(io.LimitReader(res.Body, 1<<20))
	if err != nil {
		return "", err
	}
	text := strings.TrimSpace(string(body))
	if res.StatusCode != http.StatusOK {
		return "", &refusal{res.Header.Get("X-ClickHouse-Exception-Code"), text}
	}
	return text, nil
}
