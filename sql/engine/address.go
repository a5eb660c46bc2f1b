package engine

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"strings"
)

// PasswordFile is the environment variable that names a file with the
// password of the server given to ParseServer.
const PasswordFile = "YINGSHANG_CLICKHOUSE_PASSWORD_FILE"

// Address is how a client reaches a ClickHouse: the private engine or a server.
type Address struct {
	URL      string // scheme, host and port: http://127.0.0.1:41234
	User     string
	Password string
}

// String is the address without the password.
func (a Address) String() string {
	if a.User == "" {
		return a.URL
	}
	return strings.Replace(a.URL, "://", "://"+url.User(a.User).String()+"@", 1)
}

// GoString keeps the password out of %#v as well.
func (a Address) GoString() string { return a.String() }

// ParseServer reads the address of a ClickHouse server, as in
// http://user:password@host:8123. Without a user it is "default", without a
// port 8123 (8443 for https). A password in the file that PasswordFile names
// wins over one in the address.
func ParseServer(server string) (Address, error) {
	u, err := url.Parse(server)
	if err != nil {
		return Address{}, errServer // the parser's own error would show the password
	}
	port, ok := map[string]string{"http": "8123", "https": "8443"}[u.Scheme]
	if !ok || u.Hostname() == "" || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" {
		return Address{}, errServer
	}
	if u.Port() != "" {
		port = u.Port()
	}
	a := Address{
		URL:  u.Scheme + "://" + net.JoinHostPort(u.Hostname(), port),
		User: u.User.Username(),
	}
	if a.User == "" {
		a.User = "default"
	}
	a.Password, _ = u.User.Password()
	if name := os.Getenv(PasswordFile); name != "" {
		b, err := os.ReadFile(name)
		if err != nil {
			return Address{}, fmt.Errorf("read the password that %s names: %w", PasswordFile, err)
		}
		a.Password = strings.TrimRight(string(b), "\r\n")
	}
	return a, nil
}

var errServer = errors.New("the address of a ClickHouse server reads http://user:password@host:8123")
