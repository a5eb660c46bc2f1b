package engine

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"text/template"
)

// Config says where the engine keeps its data and what it may use.
type Config struct {
	Dir     string // folder of the engine's data, config and engine.json
	Library string // path of libchdb.so; empty: see FindLibrary
	Memory  uint64 // bytes for max_server_memory_usage; 0: half of the machine's, at least 1 GiB
	Log     *slog.Logger
}

// Zone is the time zone of the engine: dates without one are read in it.
const Zone = "Asia/Shanghai"

var (
	//go:embed config.xml.tmpl
	serverText string
	//go:embed users.xml.tmpl
	usersText string

	escape     = template.FuncMap{"xml": escapeXML}
	serverXML  = template.Must(template.New("config.xml").Funcs(escape).Parse(serverText))
	usersXML   = template.Must(template.New("users.xml").Funcs(escape).Parse(usersText))
	minimalRAM = uint64(1 << 30)
)

// settings is what the two templates are filled with.
type settings struct {
	Dir        string
	Port       int
	Memory     uint64
	Nonce      string // proves that an answer comes from our child
	AppSHA256  string
	ReadSHA256 string
}

// writeConfig writes config.xml and users.xml into the folder. Files that an
// operator puts into config.d and users.d beside them are merged by ClickHouse.
func writeConfig(s settings) error {
	for _, t := range []*template.Template{serverXML, usersXML} {
		var b bytes.Buffer
		if err := t.Execute(&b, s); err != nil {
			return fmt.Errorf("write the engine's %s: %w", t.Name(), err)
		}
		if err := os.WriteFile(filepath.Join(s.Dir, t.Name()), b.Bytes(), 0o600); err != nil {
			return fmt.Errorf("write the engine's configuration: %w", err)
		}
	}
	return nil
}

func escapeXML(s string) (string, error) {
	var b bytes.Buffer
	err := xml.EscapeText(&b, []byte(s))
	return b.String(), err
}

// secret is 128 random bits as text that needs no quoting anywhere.
func secret() string {
	b := make([]byte, 16)
	rand.Read(b) // never fails
	return hex.EncodeToString(b)
}

func sha256Hex(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

// memory is the limit in bytes, given or worked out.
func (c Config) memory() uint64 {
	if c.Memory > 0 {
		return c.Memory
	}
	return max(machineMemory()/2, minimalRAM)
}
