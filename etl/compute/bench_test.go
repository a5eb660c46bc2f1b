package compute_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/calendar"
	"yingshang/sql/catalog"
	"yingshang/sql/engine"
	"yingshang/sql/engine/enginetest"
	"yingshang/sql/store"
)

// countyYear fills the facts with a year of a county: so many cases of 500 matters, of which one in twenty was suspended, some
// twice at once, and one in fifty is open.
const countyYear = `
INSERT INTO matter (source, month, task_code, region_code, valid_from, task_name, topic, org_code, project_type, is_applied, legal_days, promise_days, baseline_trips, line, row_hash, version)
SELECT 'matter', '2022-01-01', concat('T', toString(number)), '330482', '2019-01-01', concat('事项', toString(number)),
    ['', '企业开办', '企业注销', '竣工验收备案', '政策兑现', '专利纠纷', '劳动仲裁', '劳动调解', '信用修复', '投诉举报', '转移登记', '抵押首次登记', '用水报装', '用气报装'][number % 14 + 1],
    'ZWB', if(number % 3 = 0, 'instant', 'committed'), number % 14 IN (0, 1, 2, 3, 10, 11, 12, 13), 20, number % 10 + 1, 3, number + 1, cityHash64(number), 1
FROM numbers(500);
INSERT INTO service_case (source, month, project_no, region_code, task_code, org_code, project_type, apply_type, apply_at, accept_at, promise_date, result_at, result_type,
    actual_trips, step_count, satisfaction, line, row_hash, version)
SELECT 'service_case', toStartOfMonth(toDate(coalesce(result_at, accept_at), 'Asia/Shanghai')), concat('C', leftPad(toString(number), 9, '0')), '330482', concat('T', toString(number % 500)), 'ZWB',
    if((number % 500) % 3 = 0, 'instant', 'committed'), ['web', 'mobile', 'window', 'kiosk'][number % 4 + 1], accept_at, accept_at,
    if(number % 11 = 0, toDate(accept_at, 'Asia/Shanghai') + 9, NULL), result_at, ['办结', '调解成功'][number % 2 + 1], number % 3, number % 5 + 1, if(number % 2 = 0, number % 5 + 1, NULL), number + 1, cityHash64(number, 1), 1
FROM (
    SELECT number,
        toDateTime('2022-01-04 08:00:00', 'Asia/Shanghai') + INTERVAL toUInt32(cityHash64(number, 2) % (345 * 86400)) SECOND AS accept_at,
        if(number % 50 = 7, NULL, accept_at + INTERVAL toUInt32(cityHash64(number, 3) % (12 * 86400)) SECOND) AS result_at
    FROM numbers({cases:UInt64})
);
INSERT INTO special_procedure (source, month, project_no, special_no, region_code, special_type, special_at, end_at, line, row_hash, version)
SELECT 'special_procedure', month, project_no, concat(project_no, '-', toString(n)), '330482', '补正', accept_at + INTERVAL n + 1 DAY,
    if(result_at IS NULL, NULL, accept_at + INTERVAL n + 3 DAY), line * 2 + n, cityHash64(project_no, n), 1
FROM service_case
ARRAY JOIN range(1 + (line % 40 = 0)) AS n
WHERE line % 20 = 0`

// BenchmarkDerive makes the immutable rows of a county's year and computes all indicators of service cases from them, against
// one query written by hand that gets the same numerators and denominators straight from the facts, in turn, each on an engine
// that has nothing else to do. The ratio is ours ÷ by hand, so less is better.
func BenchmarkDerive(b *testing.B) {
	ctx := context.Background()
	cat, err := catalog.Open(catalog.Embedded())
	if err != nil {
		b.Fatal(err)
	}
	address := enginetest.Start(b)
	s, err := store.Open(ctx, address, fmt.Sprintf("bench_%d", rand.Uint32()), cat)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Drop(ctx); _ = s.Close() })
	if err := s.Migrate(ctx); err != nil {
		b.Fatal(err)
	}
	const cases, rounds = 1_000_000, 5
	for text := range strings.SplitSeq(countyYear, ";") {
		ask(b, address, s.Database(), text, url.Values{"param_cases": {fmt.Sprint(cases)}})
	}
	byHand, err := os.ReadFile("testdata/by_hand.sql")
	if err != nil {
		b.Fatal(err)
	}
	first, index := calendar.Default().Index()
	wide := make([]uint32, len(index))
	for i, n := range index {
		wide[i] = uint32(n)
	}
	working := store.Calendar{First: first, Cumulative: wide}
	asOf := time.Date(2022, 12, 31, 0, 0, 0, 0, assess.Zone)
	var months []time.Time
	for m := time.January; m <= time.December; m++ {
		months = append(months, assess.MonthOf(2022, m).Start)
	}
	hand := url.Values{"param_calendar": {strings.ReplaceAll(fmt.Sprint(wide), " ", ",")}, "param_calendar_first": {first.Format(time.DateOnly)},
		"param_as_of": {asOf.Format(time.DateOnly)}}
	run := uint64(0)
	var ours, theirs []time.Duration
	for range b.N {
		for range rounds {
			run++
			forget(b, s, address)
			rest(b, address)
			began := time.Now()
			derive(b, s, run, months, working, asOf)
			ours = append(ours, time.Since(began))
			rest(b, address)
			began = time.Now()
			text := ask(b, address, s.Database(), string(byHand), hand)
			theirs = append(theirs, time.Since(began))
			if run == 1 {
				compareByHand(b, s, run, text)
			}
		}
	}
	slices.Sort(ours)
	slices.Sort(theirs)
	b.ReportMetric(ours[len(ours)/2].Seconds(), "derive_s")
	b.ReportMetric(ours[len(ours)/2].Seconds()/theirs[len(theirs)/2].Seconds(), "derive/by_hand")
}

// derived are the clocks of the benchmark, each behind those it refers to.
var derived = []string{"matter", "special_procedure", "service_case"}

// forget takes away what the round before has made: a year is derived whole when all of it is new, so every round begins as
// the first one does.
func forget(b *testing.B, s *store.Store, address engine.Address) {
	for _, name := range derived {
		ask(b, address, s.Database(), "TRUNCATE TABLE "+s.Catalog().Clocks[name].Table(), nil)
	}
}

// rest waits until the engine has merged what earlier rounds left: between two passes of a planner it has half a minute for
// that, and neither side shall pay for it.
func rest(b *testing.B, address engine.Address) {
	for began := time.Now(); ; time.Sleep(20 * time.Millisecond) {
		if n := ask(b, address, "system", "SELECT count() FROM merges", nil); strings.TrimSpace(n) == "0" {
			return
		}
		if time.Since(began) > time.Minute {
			b.Fatal("the engine merges for a minute")
		}
	}
}

// derive does what a computation does of a clock and of those that it refers to.
func derive(b *testing.B, s *store.Store, run uint64, months []time.Time, working store.Calendar, asOf time.Time) {
	ctx := context.Background()
	references, of := map[string]uint64{}, map[time.Time]uint64{}
	for _, m := range months {
		of[m] = run
	}
	for _, name := range derived {
		k := s.Catalog().Clocks[name]
		if err := s.Derive(ctx, k, run, references, months, working); err != nil {
			b.Fatal(err)
		}
		references[name] = run
		if _, err := s.Guard(ctx, k, run, months); err != nil {
			b.Fatal(err)
		}
		if len(s.Catalog().IndicatorsOf(k)) == 0 {
			continue
		}
		if err := s.Values(ctx, k, run, of, asOf); err != nil {
			b.Fatal(err)
		}
	}
}

// compareByHand wants the same numerators and denominators of every indicator and month from both.
func compareByHand(b *testing.B, s *store.Store, run uint64, text string) {
	values, err := s.ValuesOf(context.Background(), map[string]uint64{"service_case": run}, 2022)
	if err != nil {
		b.Fatal(err)
	}
	got := map[string]float64{}
	for _, v := range values {
		if v.Period.Kind == assess.Month {
			month := v.Period.Start.Format(time.DateOnly) + " " + string(v.Indicator)
			got[month+"_n"], got[month+"_d"] = *v.Numerator, *v.Denominator
		}
	}
	seen := 0
	lines := bufio.NewScanner(strings.NewReader(text))
	for lines.Scan() {
		row := map[string]any{}
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			b.Fatal(err)
		}
		for name, want := range row {
			if name == "month" {
				continue
			}
			seen++
			n, ok := want.(float64)
			if !ok {
				b.Fatalf("%s is %v by hand", name, want)
			}
			if at := fmt.Sprint(row["month"], " ", name); math.Abs(got[at]-n) > 1e-6 {
				b.Errorf("%s = %v, by hand %v", at, got[at], n)
			}
		}
	}
	if want := 12 * 2 * (len(s.Catalog().IndicatorsOf(s.Catalog().Clocks["service_case"])) - 1); seen != want { // all but GS02, a ratio of the list
		b.Errorf("%d figures by hand, want %d", seen, want)
	}
}

// ask sends a statement as a client that knows nothing of us would.
func ask(b *testing.B, address engine.Address, database, sql string, q url.Values) string {
	b.Helper()
	settings := url.Values{"max_partitions_per_insert_block": {"1000"}, "output_format_json_quote_64bit_integers": {"0"}}
	maps.Copy(settings, q)
	text, err := enginetest.Ask(address, database, sql, settings, nil)
	if err != nil {
		b.Fatal(err)
	}
	return text
}
