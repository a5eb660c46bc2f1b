package store

import (
	"context"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"yingshang/dashboards/assess"
	"yingshang/sql/catalog"
)

// Load says what a load applies, and where. All statements about one load take it.
type Load struct {
	Dataset   *catalog.Dataset
	Source    assess.SourceID
	ID        uint64
	Attempt   int
	Scope     string // all, month=2022-09 or region=330482
	Month     time.Time
	Region    string
	AsOf      time.Time
	Increment bool
	First     bool // the source has no row yet: nothing to compare with; only for a load that speaks for everything
	Fresh     bool // none of its rows was stale when it was staged; what comes meanwhile is found by Reconcile
	Repair    bool // it sets right what is there, whatever its version
	Parts     bool // of a repair: several files may tell of a key, and when counts
}

// Whole says that the load speaks for all rows of its source.
func (l Load) Whole() bool { return !l.Increment && l.Scope == "all" }

// Version packs the data time and the load's number, so that of two versions the later data wins, and of equal data the
// later load.
func (l Load) Version() uint64 { return uint64(l.AsOf.Unix())<<32 | l.ID&math.MaxUint32 }

func (l Load) stage() string { return fmt.Sprintf("stage_%d_%d", l.ID, l.Attempt) }
func (l Load) fix() string   { return l.stage() + "_fix" }

func (l Load) values() params {
	return params{
		"dataset": string(l.Dataset.ID), "source": string(l.Source), "load": l.ID, "scope": l.Scope, "version": l.Version(),
		"scope_month": day(l.Month), "scope_region": l.Region, "attempt": uint32(l.Attempt),
	}
}

// places fills the names that the statements about a load have in common; only those that a statement has are taken.
func (s *Store) places(l Load, want ...string) (map[string]any, error) {
	key, stage, fact := l.Dataset.Key, catalog.Names{l.stage()}, catalog.Names{string(l.Dataset.ID)}
	fill := map[string]any{}
	for _, name := range want {
		var err error
		switch name {
		case "key":
			fill[name] = key
		case "stage":
			fill[name] = stage
		case "fix":
			fill[name] = catalog.Names{l.fix()}
		case "fact":
			fill[name] = fact
		case "scope":
			switch {
			case l.Scope == "all":
				fill[name] = s.cat.Fragment("scope_all")
			case l.Region != "":
				fill[name] = s.cat.Fragment("scope_region")
			default:
				fill[name] = s.cat.Fragment("scope_month")
			}
		case "fence":
			fill[name] = s.cat.Fragment("fence")
			if l.Increment {
				fill[name] = catalog.Fragment("true") // its rows carry their own time
			}
		case "gone_version":
			fill[name] = catalog.Fragment("{version:UInt64}")
			if l.Repair {
				fill[name] = catalog.Fragment("version") // another load may yet bring the row back
			}
		case "gone_told":
			fill[name] = catalog.Fragment("told")
			if l.Repair {
				fill[name] = catalog.Fragment("0") // no file that counts told of it here
			}
		case "kept":
			fill[name], err = s.part("kept_keys", map[string]any{"key": key, "stage": stage})
		case "stale":
			fill[name], err = s.part("stale_lines", map[string]any{"key": key, "stage": stage, "fact": fact})
		case "fresh":
			fill[name] = catalog.Fragment("true")
			if !l.Whole() && !l.Fresh {
				var stale catalog.Fragment
				if stale, err = s.part("stale_lines", map[string]any{"key": key, "stage": stage, "fact": fact}); err == nil {
					fill[name], err = s.part("fresh", map[string]any{"stale": stale})
				}
			}
		case "changed":
			switch {
			case l.First:
				fill[name] = catalog.Fragment("true")
			case !l.Whole() || l.Parts:
				fill[name], err = s.part("changed_part", map[string]any{"fact": fact})
			default:
				fill[name], err = s.part("changed_snapshot", map[string]any{"fact": fact})
			}
		}
		if err != nil {
			return nil, err
		}
	}
	return fill, nil
}

// part renders a file that is a part of another.
func (s *Store) part(name string, fill map[string]any) (catalog.Fragment, error) {
	text, err := s.cat.Query(name, fill)
	return catalog.Uncommented(text), err
}

// about runs a statement about a load.
func (s *Store) about(ctx context.Context, l Load, name string, more params, want ...string) error {
	fill, err := s.places(l, want...)
	if err != nil {
		return err
	}
	return s.run(ctx, name, fill, merge(l.values(), more))
}

func merge(a, b params) params {
	for k, v := range b {
		a[k] = v
	}
	return a
}

// Stage is what a stage holds.
type Stage struct {
	Rows     uint64 // every record that was sent
	Lines    uint64 // distinct lines among them
	Accepted uint64
	Keys     uint64 // distinct keys among the accepted
}

// StageRecords makes a fresh stage and lets the engine type and judge every record of data in one pass. columns are the
// fields of the data's columns in order, "" for one that is not read; constants are the values that the source gives.
func (s *Store) StageRecords(ctx context.Context, l Load, columns []string, constants map[string]string, delimiter byte, data io.Reader) error {
	if err := s.MakeStage(ctx, l); err != nil {
		return err
	}
	values := params{"source": string(l.Source), "load": l.ID, "as_of": uint64(l.AsOf.Unix())}
	var given []string
	for field, v := range constants {
		given = append(given, field)
		values["constant_"+field] = v
	}
	text, err := s.cat.StageSQL(l.Dataset, l.stage(), columns, given, l.Increment)
	if err != nil {
		return err
	}
	settings := map[string]string{
		"max_insert_threads": "2", "format_csv_delimiter": string(delimiter), "input_format_csv_detect_header": "0",
		"input_format_csv_trim_whitespaces": "0", "input_format_csv_use_best_effort_in_schema_inference": "0",
		"max_query_size": strconv.Itoa(1 << 20),
		// the raw record of a row is put together for bad rows alone
		"short_circuit_function_evaluation": "force_enable",
	}
	if err := s.post(ctx, s.database, text, values, settings, data); err != nil {
		return fmt.Errorf("stage load %d: %w", l.ID, err)
	}
	return nil
}

// DropStage removes a load's stage; nothing is said when there is none.
func (s *Store) DropStage(ctx context.Context, l Load) error {
	return s.run(ctx, "stage_drop", map[string]any{"stage": catalog.Names{l.stage()}}, nil)
}

// SweepStages removes what attempts that died have left behind. Only the owner of the data folder may call it, before work begins.
func (s *Store) SweepStages(ctx context.Context) (int, error) {
	var names []string
	err := s.rows(ctx, "stages", nil, nil, func(r driver.Rows) error {
		var n string
		err := r.Scan(&n)
		names = append(names, n)
		return err
	})
	for _, n := range names {
		if err == nil {
			err = s.run(ctx, "stage_drop", map[string]any{"stage": catalog.Names{n}}, nil)
		}
	}
	return len(names), err
}

// VerifyStage counts what a stage holds.
func (s *Store) VerifyStage(ctx context.Context, l Load) (Stage, error) {
	var st Stage
	fill, err := s.places(l, "key", "stage")
	if err != nil {
		return st, err
	}
	err = s.row(ctx, "stage_verify", fill, nil, &st.Rows, &st.Lines, &st.Accepted, &st.Keys)
	return st, err
}

// Double is a line whose key stands more than once in its file.
type Double struct {
	Line    uint32
	Verdict string // stale, duplicate or conflict
}

// Doubles finds the lines whose key stands more than once among the accepted.
func (s *Store) Doubles(ctx context.Context, l Load) ([]Double, error) {
	fill, err := s.places(l, "key", "stage")
	if err != nil {
		return nil, err
	}
	var found []Double
	err = s.rows(ctx, "stage_doubles", fill, nil, func(r driver.Rows) error {
		var d Double
		err := r.Scan(&d.Line, &d.Verdict)
		found = append(found, d)
		return err
	})
	return found, err
}

// Outside finds the accepted lines that lie outside the load's scope.
func (s *Store) Outside(ctx context.Context, l Load) ([]uint32, error) {
	fill, err := s.places(l, "stage", "scope")
	if err != nil {
		return nil, err
	}
	var lines []uint32
	err = s.rows(ctx, "stage_outside", fill, l.values(), func(r driver.Rows) error {
		var n uint32
		err := r.Scan(&n)
		lines = append(lines, n)
		return err
	})
	return lines, err
}

// Refusal is a staged line that is taken out; with a reason's bit it comes back as a rejected row.
type Refusal struct {
	Line    uint32
	Bit     uint8 // catalog's reason, or Stale
	Content []string
}

// Stale marks a line that is only taken out: the same file holds a newer row of its key.
const Stale = 255

// Refuse takes lines out of the accepted.
func (s *Store) Refuse(ctx context.Context, l Load, lines []Refusal) error {
	fill, err := s.places(l, "fix")
	if err != nil {
		return err
	}
	if err := s.run(ctx, "stage_fix_create", fill, nil); err != nil {
		return err
	}
	text, err := s.cat.Query("stage_fix_insert", fill)
	if err != nil {
		return err
	}
	batch, err := s.conn.PrepareBatch(ctx, text)
	if err != nil {
		return fmt.Errorf("stage_fix_insert: %w", err)
	}
	for _, r := range lines {
		if err := batch.Append(r.Line, r.Bit, r.Content); err != nil {
			return fmt.Errorf("stage_fix_insert: %w", err)
		}
	}
	if err := batch.Send(); err != nil {
		return fmt.Errorf("stage_fix_insert: %w", err)
	}
	if err := s.about(ctx, l, "stage_refuse", nil, "stage", "key", "fix"); err != nil {
		return err
	}
	if err := s.about(ctx, l, "stage_remove", nil, "stage", "fix"); err != nil {
		return err
	}
	return s.run(ctx, "stage_drop", map[string]any{"stage": catalog.Names{l.fix()}}, nil)
}

// HasRows says whether a source has any row yet.
func (s *Store) HasRows(ctx context.Context, l Load) (bool, error) {
	var n uint64
	fill, err := s.places(l, "fact")
	if err != nil {
		return false, err
	}
	err = s.row(ctx, "any_row", fill, l.values(), &n)
	return n > 0, err
}

// Vanishing counts the live rows of the load's scope and those that its snapshot no longer has.
func (s *Store) Vanishing(ctx context.Context, l Load) (live, vanished uint64, err error) {
	fill, err := s.places(l, "key", "fact", "stage", "scope")
	if err != nil {
		return 0, 0, err
	}
	err = s.row(ctx, "vanishing", fill, l.values(), &live, &vanished)
	return live, vanished, err
}

// StaleCount counts the accepted rows that are older than what is in.
func (s *Store) StaleCount(ctx context.Context, l Load) (uint64, error) {
	if l.Whole() {
		return 0, nil
	}
	fill, err := s.places(l, "stale")
	if err != nil {
		return 0, err
	}
	var n uint64
	err = s.row(ctx, "stale_count", fill, l.values(), &n)
	return n, err
}

// KeptCount counts the live rows that stay although their new row was rejected.
func (s *Store) KeptCount(ctx context.Context, l Load) (uint64, error) {
	fill, err := s.places(l, "key", "fact", "kept")
	if err != nil {
		return 0, err
	}
	var n uint64
	err = s.row(ctx, "kept_count", fill, l.values(), &n)
	return n, err
}

// KeepRejects writes the rejected rows of a stage with every reason.
func (s *Store) KeepRejects(ctx context.Context, l Load, at time.Time) error {
	fill, err := s.places(l, "key", "fact", "stage")
	if err != nil {
		return err
	}
	fill["region"], fill["record_key"] = l.Dataset.RegionOf(), l.Dataset.KeyText()
	return s.run(ctx, "reject_insert", fill, merge(l.values(), params{"codes": l.Dataset.ReasonCodes(), "at": at}))
}

// ReadScope sets the month or region that the scope's text names.
func (l *Load) ReadScope() error {
	kind, value, _ := strings.Cut(l.Scope, "=")
	var err error
	switch kind {
	case "all":
	case "month":
		l.Month, err = time.ParseInLocation("2006-01", value, assess.Zone)
	case "region":
		l.Region = value
	default:
		err = fmt.Errorf("scope %q: want all, month=2022-09 or region=330482: %w", l.Scope, assess.ErrInvalid)
	}
	return err
}

// MakeStage makes an empty stage: no two attempts share one.
func (s *Store) MakeStage(ctx context.Context, l Load) error {
	return s.about(ctx, l, "stage_create", nil, "stage", "fact")
}
