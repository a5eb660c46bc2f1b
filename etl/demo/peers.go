package demo

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// peersCSV holds a value a year of every indicator: Pinghu's of 2019 to 2021, and what the peers' are made of. All invented,
// with the frontier between which they lie. One line an indicator; first is the year of the scheme that it entered with.
//
//go:embed peers.csv
var peersCSV string

// The province of the demo: Pinghu, six peers with all values, and the rest with an announced score alone. None of them
// is a real county.
const (
	fullPeers   = 6
	anonymous   = 89 // with the peers
	firstPeer   = 990001
	province    = 990000
	anonymousZH = "匿名县"
)

// years are those of the demo; the last runs until AsOf, the earlier ones are over.
var (
	years        = [...]int{2019, 2020, 2021, 2022}
	earlierYears = years[:len(years)-1]
)

func peerCode(i int) string { return strconv.Itoa(firstPeer + i) }

func peerName(i int) (zh, en string) {
	if i < fullPeers {
		return fmt.Sprintf("同类县%c", 'A'+i), fmt.Sprintf("Peer %c", 'A'+i)
	}
	return fmt.Sprintf("%s%02d", anonymousZH, i+1), fmt.Sprintf("Anonymous county %02d", i+1)
}

// writeRegions names the anonymous counties, in the data folder's own list of regions.
func writeRegions(dir string) error {
	var b strings.Builder
	fmt.Fprintf(&b, "code,name_zh,name_en,prefecture,level\n%d,%s(匿名),%s (anonymous),%d,prefecture\n", province, Mark, "Demo", province)
	for i := range anonymous {
		zh, en := peerName(i)
		fmt.Fprintf(&b, "%s,%s,%s,%d,county\n", peerCode(i), zh, en, province)
	}
	folder := filepath.Join(dir, "conf", "regions")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return fmt.Errorf("make the folder of regions: %w", err)
	}
	if err := os.WriteFile(filepath.Join(folder, "demo.csv"), []byte(b.String()), 0o644); err != nil {
		return fmt.Errorf("write the anonymous regions: %w", err)
	}
	return nil
}

// peerRow is a line of peersCSV.
type peerRow struct {
	code, name, unit, department string
	first                        int
	best, worst                  float64
	decimals                     int
	values                       [len(years)]float64
}

func peerRows() ([]peerRow, error) {
	rows, err := csv.NewReader(strings.NewReader(peersCSV)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("read peers.csv: %w", err)
	}
	var list []peerRow
	for _, r := range rows[1:] {
		p := peerRow{code: r[0], name: r[1], unit: r[2], department: r[3]}
		numbers := make([]float64, 0, len(r)-4)
		for _, cell := range r[4:] {
			v, err := strconv.ParseFloat(cell, 64)
			if err != nil && cell != "" { // empty before the indicator's first year
				return nil, fmt.Errorf("peers.csv: %s: %w", p.code, err)
			}
			numbers = append(numbers, v)
		}
		p.first, p.best, p.worst, p.decimals = int(numbers[0]), numbers[1], numbers[2], int(numbers[3])
		copy(p.values[:], numbers[4:])
		list = append(list, p)
	}
	return list, nil
}

// wanted gives what peersCSV says of Pinghu's indicators in a year.
func wanted(year int) (map[string]float64, error) {
	rows, err := peerRows()
	if err != nil {
		return nil, err
	}
	list := map[string]float64{}
	for _, p := range rows {
		list[p.code] = p.values[slices.Index(years[:], year)]
	}
	return list, nil
}

// addYears hands in the values of earlier years of which there are no records, and those of the peers: nobody has theirs.
func addYears(o Options, f *file, t *Truth) error {
	rows, err := peerRows()
	if err != nil {
		return err
	}
	rng := rand.New(rand.NewPCG(o.Seed, 17))
	for i := -1; i < fullPeers; i++ {
		code, level := string(Region), 0.0
		if i >= 0 {
			code, level = peerCode(i), 0.09-0.05*float64(i) // the first is ahead of Pinghu, the last well behind
		}
		for y, year := range years {
			for _, p := range rows {
				if _, computed := t.Indicators[p.code][strconv.Itoa(year)]; year < p.first || i < 0 && (computed || year == years[len(years)-1]) {
					continue
				}
				v := p.values[y]
				if i >= 0 {
					v += (p.best - p.worst) * (level + 0.12*(rng.Float64()-0.5))
					v = math.Min(math.Max(v, math.Min(p.best, p.worst)), math.Max(p.best, p.worst))
				}
				text := strconv.FormatFloat(v, 'f', p.decimals+1, 64)
				f.table.add(p.code, p.name, p.unit, code, strconv.Itoa(year), text, "", "", "1000", "", p.department, Mark+"(虚构)")
				f.count.Read++
				f.count.Accepted++
				value, err := strconv.ParseFloat(text, 64)
				if err != nil {
					return err
				}
				t.Reported = append(t.Reported, Reported{Region: code, Indicator: p.code, Period: strconv.Itoa(year), Value: value})
			}
		}
	}
	return nil
}

// addAnonymous announces a score for every anonymous county: 2021 was the last year that the province fed back.
func addAnonymous(o Options, f *file, t *Truth) {
	rng := rand.New(rand.NewPCG(o.Seed, 19))
	for i := range anonymous {
		place := (float64(i) + rng.Float64()) / anonymous
		for _, year := range []int{2020, 2021} {
			score := math.Round(100*(93-24*place+1.5*rng.NormFloat64()-1.2*float64(2021-year))) / 100
			tier := "3"
			switch {
			case score >= 85:
				tier = "1"
			case score >= 75:
				tier = "2"
			}
			zh, _ := peerName(i)
			f.table.add(peerCode(i), zh, strconv.Itoa(year), tier, strconv.FormatFloat(score, 'f', 2, 64), "", Mark, Mark+"(虚构)")
			f.count.Read++
			f.count.Accepted++
			t.Announced = append(t.Announced, Announced{Region: peerCode(i), Year: year, Tier: tier, Score: &score})
		}
	}
}
