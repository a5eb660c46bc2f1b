package scheme

import (
	"bytes"
	_ "embed" // for regions.csv
	"encoding/csv"
	"errors"
	"io"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"yingshang/dashboards/assess"
)

//go:embed regions.csv
var regionsFile []byte

// Level says what kind of region it is.
type Level string

// The levels.
const (
	Prefecture Level = "prefecture"
	County     Level = "county" // a county, a district or a county-level city
)

// levels are all of them.
var levels = []Level{Prefecture, County}

// Region is a region of the province with its place in it.
type Region struct {
	assess.Region
	Prefecture assess.RegionCode // of a prefecture its own code
	Level      Level
	Tile       *Tile // nil: it has no place on the tile picture
}

// Tile is a region's place on a picture of equal squares, roughly where it lies; both count from 0, in the north-west.
type Tile struct{ Column, Row int }

// Regions lists the prefectures and counties of Zhejiang by GB/T 2260, as of 2021.
func Regions() ([]Region, error) {
	return ParseRegions(path.Join(here, "regions.csv"), regionsFile)
}

var (
	regionHeader = "code,name_zh,name_en,prefecture,level"
	tileHeader   = regionHeader + ",column,row"
	regionCode   = regexp.MustCompile(`^[0-9]{6}$`)
)

// ParseRegions reads a table code,name_zh,name_en,prefecture,level and, if it has them, column and row of the tile. The error holds every fault of the file.
func ParseRegions(file string, data []byte) ([]Region, error) {
	var faults assess.Faults
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
	r.FieldsPerRecord = -1
	header, err := r.Read()
	want := strings.Join(header, ",")
	if err != nil || want != regionHeader && want != tileHeader {
		faults.Add(file, 1, "the header is %q, want %s, or with column and row behind", want, regionHeader)
		return nil, faults.Err()
	}
	var all []Region
	tiles := map[Tile]assess.RegionCode{}
	lines, level := map[assess.RegionCode]int{}, map[assess.RegionCode]Level{}
	for {
		row, err := r.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			line := 0
			var pe *csv.ParseError
			if errors.As(err, &pe) {
				line, err = pe.Line, pe.Err
			}
			faults.Add(file, line, "no valid CSV: %v", err)
			break
		}
		line, _ := r.FieldPos(0)
		if len(row) != len(header) {
			faults.Add(file, line, "%d cells, want %d: %s", len(row), len(header), want)
			continue
		}
		region := Region{
			Region:     assess.Region{Code: assess.RegionCode(row[0]), Name: assess.Text{ZH: row[1], EN: row[2]}},
			Prefecture: assess.RegionCode(row[3]), Level: Level(row[4]),
		}
		if !regionCode.MatchString(row[0]) || !regionCode.MatchString(row[3]) {
			faults.Add(file, line, "codes %q and %q, want six digits of GB/T 2260", row[0], row[3])
		}
		if row[1] == "" || row[2] == "" {
			faults.Add(file, line, "region %s wants a name in both languages", row[0])
		}
		if region.Level != Prefecture && region.Level != County {
			faults.Add(file, line, "level %q, want prefecture or county", row[4])
		}
		if first, twice := lines[region.Code]; twice {
			faults.Add(file, line, "region %s stands twice, first in line %d", region.Code, first)
		}
		if len(row) > 5 && row[5]+row[6] != "" {
			region.Tile = tileOf(row[5], row[6])
			switch {
			case region.Tile == nil:
				faults.Add(file, line, "column %q and row %q, want whole numbers from 0 to %d, or both empty", row[5], row[6], lastTile)
			case tiles[*region.Tile] != "":
				faults.Add(file, line, "region %s has the tile of %s", region.Code, tiles[*region.Tile])
			default:
				tiles[*region.Tile] = region.Code
			}
		}
		lines[region.Code], level[region.Code] = line, region.Level
		all = append(all, region)
	}
	for _, region := range all {
		if level[region.Prefecture] != Prefecture {
			faults.Add(file, lines[region.Code], "region %s lies in %s, which is no prefecture of this table", region.Code, region.Prefecture)
		}
	}
	if err := faults.Err(); err != nil {
		return nil, err
	}
	return all, nil
}

// WriteRegions is the table that ParseRegions reads, without the tiles, by code.
func WriteRegions(regions map[assess.RegionCode]Region) []byte {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	_ = w.Write(strings.Split(regionHeader, ",")) // to memory: nothing can fail
	for _, code := range slices.Sorted(maps.Keys(regions)) {
		r := regions[code]
		_ = w.Write([]string{string(code), r.Name.ZH, r.Name.EN, string(r.Prefecture), string(r.Level)})
	}
	w.Flush()
	return out.Bytes()
}

// lastTile is the last column and row that a picture has room for.
const lastTile = 23

func tileOf(column, row string) *Tile {
	c, err := strconv.Atoi(column)
	if err != nil || c < 0 || c > lastTile {
		return nil
	}
	r, err := strconv.Atoi(row)
	if err != nil || r < 0 || r > lastTile {
		return nil
	}
	return &Tile{c, r}
}
