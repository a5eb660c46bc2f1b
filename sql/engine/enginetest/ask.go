package enginetest

import (
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"strings"

	"yingshang/sql/engine"
)

// Ask sends a statement past all of the product's code, as a client that knows nothing of us would, and returns the answer. data,
// when not nil, is what the statement inserts.
func Ask(address engine.Address, database, sql string, settings url.Values, data io.Reader) (string, error) {
	q := url.Values{"database": {database}, "session_timezone": {"Asia/Shanghai"}, "wait_end_of_query": {"1"}}
	maps.Copy(q, settings)
	if data == nil {
		data = strings.NewReader(sql)
	} else {
		q.Set("query", sql)
	}
	req, err := http.NewRequest(http.MethodPost, address.URL+"/?"+q.Encode(), data)
	if err != nil {
		return "", err
	}
	req.Header.Set("X-ClickHouse-User", address.User)
	req.Header.Set("X-ClickHouse-Key", address.Password)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		return "", err
	}
	if res.StatusCode != http.StatusOK {
		return "", fmt.Errorf("%.80s: %s", sql, text)
	}
	return string(text), nil
}
