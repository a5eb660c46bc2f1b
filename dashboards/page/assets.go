package page

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"path"
	"strings"
	"sync"
)

//go:embed all:assets
var assetFiles embed.FS

// echarts is the library that draws the charts; `make setup` puts it there, and the product compiles without it.
const echarts = "vendor/echarts.min.js"

// Asset is a file that pages refer to.
type Asset struct {
	Path string // below assets/: "app.js"
	URL  string // carries the hash of the bytes: it may be kept for ever
	Body []byte
}

// Assets are all of them by their URL.
var Assets = sync.OnceValue(func() map[string]Asset {
	byURL := map[string]Asset{}
	err := fs.WalkDir(assetFiles, "assets", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), ".") {
			return err
		}
		body, err := assetFiles.ReadFile(name)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(body)
		rest := strings.TrimPrefix(name, "assets/")
		a := Asset{Path: rest, Body: body, URL: path.Join("/assets", hex.EncodeToString(sum[:6]), rest)}
		byURL[a.URL] = a
		return nil
	})
	if err != nil {
		panic(err) // embedded files cannot fail to be read
	}
	return byURL
})

// asset is the URL of a file; empty when it is not there.
func asset(name string) string {
	for url, a := range Assets() {
		if a.Path == name {
			return url
		}
	}
	return ""
}
