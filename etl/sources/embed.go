// Package sources holds the feeds that come with the product: one YAML file a feed, read by [yingshang/etl/source], and
// under testdata one sample file a feed as its office would send it (演示数据, invented). A county adds its own feeds, or
// overrides these, in conf/sources of the data folder.
package sources

import "embed"

// FS holds the YAML files.
//
//go:embed *.yaml
var FS embed.FS
