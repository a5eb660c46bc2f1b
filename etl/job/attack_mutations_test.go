package job_test

import (
	"context"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"yingshang/sql/catalog"
	"yingshang/sql/migrations"
	"yingshang/sql/queries"
)

// without leaves something out of a file of SQL: the file as a layer over the embedded ones.
func without(folder fs.FS, file, what, instead string) fstest.MapFS {
	text, err := fs.ReadFile(folder, file)
	if err != nil {
		panic(err)
	}
	changed := strings.ReplaceAll(string(text), what, instead)
	if changed == string(text) {
		panic(file + " does not hold " + what)
	}
	return fstest.MapFS{file: &fstest.MapFile{Data: []byte(changed)}}
}

func together(layers ...fstest.MapFS) fstest.MapFS {
	all := fstest.MapFS{}
	for _, l := range layers {
		for name, f := range l {
			all[name] = f
		}
	}
	return all
}

const differs = "HAVING sum(n) != 0 OR sum(h) != 0"

var (
	noReconcile = together(without(queries.FS, "reconcile_all.sql", differs, "HAVING 0"), without(queries.FS, "reconcile_effect.sql", differs, "HAVING 0"))
	noGuard     = without(queries.FS, "guard.sql", differs, "HAVING 0")
	noFence     = fstest.MapFS{
		"fence.sql":        &fstest.MapFile{Data: []byte("true")},
		"fence_newest.sql": &fstest.MapFile{Data: []byte("SELECT toUInt64(0) AS version")},
	}
)

// mutations are layers over the embedded SQL that leave a safeguard out.
var mutations = map[string]catalog.Files{
	"no reconcile":            {Queries: noReconcile},
	"no guard":                {Queries: noGuard},
	"no fence":                {Queries: noFence},
	"no guard and fence":      {Queries: together(noGuard, noFence)},
	"no month in the key":     {Migrations: without(migrations.FS, "0003_mortgage_release.sql", "ORDER BY (source, month, release_no)", "ORDER BY (source, release_no)")},
	"no look at doubles":      {Queries: without(queries.FS, "reconcile_effect.sql", "HAVING count() > 1", "HAVING count() > 9")},
	"no time in unchanged":    {Queries: without(queries.FS, "changed_part.sql", "cityHash64(row_hash, bitShiftRight(told, 32))", "row_hash")},
	"no look at facts":        {Queries: without(queries.FS, "mismatched.sql", differs, "HAVING 0")},
	"no look at what is gone": {Queries: without(queries.FS, "fold_gone.sql", "NOT hasAll(refused.loads, told.speaking)", "0")},
	"no time in what is gone": {Queries: without(queries.FS, "apply_gone.sql", "${gone_told}", "0 * ${gone_told}")},
}

// scenarios are the smallest that need a safeguard; each returns what it found wrong.
var scenarios = map[string]func(d *desk) []string{
	"an older load comes late": func(d *desk) []string {
		d.take("s_all_2022-09-01_080000.csv", snapshot(row("K1", march, 1), row("K2", march, 1)))
		d.take("s_all_2022-09-04_080000.csv", snapshot(row("K1", march, 1), row("K2", march, 2)))
		d.land("s_all_2022-09-03_080000.csv", snapshot(row("K1", april, 9), row("K3", march, 9)))
		return d.after("s_all K1 2022-03 1", "s_all K2 2022-03 2")
	},
	"an older load is in flight while a newer one is published": func(d *desk) []string {
		other := d.second()
		d.take("s_all_2022-09-01_080000.csv", snapshot(row("K1", march, 1), row("K2", march, 1)))
		older := d.land("s_all_2022-09-03_080000.csv", snapshot(row("K1", march, 9), row("K2", march, 1)))
		newest := d.land("s_all_2022-09-04_080000.csv", snapshot(row("K1", march, 1), row("K2", march, 1), row("K3", april, 1)))
		beside := d.land("s_inc_2022-09-02_080000.csv", increment(change("K9", march, 1, "新增", "2022-03-05 08:00:00")))
		var wrong []string
		d.planner.Loader.Step = func(name string) {
			switch name {
			case "apply.marked":
				_, _ = other.planner.Loader.Process(context.Background(), newest)
			case "apply.rows": // what the older one has written stands in the facts, if the fence lets it
				_, _ = other.planner.Loader.Process(context.Background(), beside)
				_, _ = other.planner.Computer.Run(context.Background())
				for _, line := range short(d.ask(publishedRows)) {
					if line == "s_all K1 2022-03 9" {
						wrong = append(wrong, "published "+line)
					}
				}
			}
		}
		_, _ = d.planner.Loader.Process(context.Background(), older)
		d.planner.Loader.Step = nil
		return append(wrong, d.after("s_all K1 2022-03 1", "s_all K2 2022-03 1", "s_all K3 2022-04 1", "s_inc K9 2022-03 1")...)
	},
	"a load stands half applied while another process publishes": func(d *desk) []string {
		other := d.second()
		d.take("s_all_2022-09-01_080000.csv", snapshot(row("K1", march, 1), row("K2", march, 1)))
		id := d.land("s_all_2022-09-02_080000.csv", snapshot(row("K1", april, 1), row("K2", march, 7)))
		beside := d.land("s_inc_2022-09-02_080000.csv", increment(change("K3", march, 1, "新增", "2022-03-05 08:00:00")))
		var wrong []string
		d.planner.Loader.Step = at("apply.gone", func() {
			d.process(other, beside)
			d.compute(other)
			var all []string
			for _, line := range short(d.ask(publishedRows)) {
				if strings.HasPrefix(line, "s_all") {
					all = append(all, line)
				}
			}
			if !cmp.Equal(all, []string{"s_all K1 2022-03 1", "s_all K2 2022-03 1"}) {
				wrong = append(wrong, "published "+strings.Join(all, ", "))
			}
		})
		d.process(d.house, id)
		d.planner.Loader.Step = nil
		return append(wrong, d.after("s_all K1 2022-04 1", "s_all K2 2022-03 7", "s_inc K3 2022-03 1")...)
	},
	"a row is lost while a load is applied": func(d *desk) []string {
		id := d.land("s_all_2022-09-01_080000.csv", snapshot(row("K1", march, 1), row("K2", march, 1)))
		d.planner.Loader.Step = at("apply.rows", func() {
			d.ask("ALTER TABLE mortgage_release DELETE WHERE release_no = 'K1' SETTINGS mutations_sync = 2")
		})
		_, err := d.planner.Loader.Process(context.Background(), id)
		d.planner.Loader.Step = nil
		if facts := short(d.ask(liveRows)); err == nil && !cmp.Equal(facts, []string{"s_all K1 2022-03 1", "s_all K2 2022-03 1"}) {
			return []string{"applied, and the facts are " + strings.Join(facts, ", ")}
		}
		return nil
	},
	"a case moves to another month": func(d *desk) []string {
		for _, f := range [][2]string{
			{"s_all_2022-09-01_080000.csv", snapshot(row("K1", march, 1), row("K2", april, 1))},
			{"s_all_2022-09-02_080000.csv", snapshot(row("K1", april, 1), row("K2", march, 1))},
		} {
			d.land(f[0], f[1])
			if _, err := d.planner.Pass(context.Background()); err != nil {
				return []string{err.Error()}
			}
			d.ask("OPTIMIZE TABLE mortgage_release FINAL")
		}
		return d.after("s_all K1 2022-04 1", "s_all K2 2022-03 1")
	},
	"two increments put one case into two months": func(d *desk) []string {
		other := d.second()
		a := d.land("s_inc_2022-09-02_080000.csv", increment(change("K1", march, 1, "新增", "2022-04-02 08:00:00")))
		b := d.land("s_inc_2022-09-03_080000.csv", increment(change("K1", april, 2, "更正", "2022-04-03 08:00:00")))
		d.planner.Loader.Step = at("apply.moved", func() { d.process(other, a) })
		_, _ = d.planner.Loader.Process(context.Background(), b)
		d.planner.Loader.Step = nil
		return d.after("s_inc K1 2022-04 2")
	},
	"an older file of another month comes late": func(d *desk) []string {
		d.take("s_month_M2022-03_2022-09-01_080000.csv", snapshot(row("K1", march, 1)))
		d.take("s_month_M2022-03_2022-09-10_080000.csv", snapshot(row("K1", march, 1), row("K2", march, 1)))
		d.land("s_month_M2022-04_2022-09-05_080000.csv", snapshot(row("K1", april, 2)))
		return d.after("s_month K1 2022-03 1", "s_month K2 2022-03 1")
	},
	"a case moves to a month whose file then lacks it, and the facts are spoilt": func(d *desk) []string {
		d.take("s_month_M2022-03_2022-09-01_080000.csv", snapshot(row("K1", march, 1), row("K2", march, 1)))
		d.take("s_month_M2022-04_2022-09-02_080000.csv", snapshot(row("K1", april, 1), row("K3", april, 1)))
		d.take("s_month_M2022-04_2022-09-03_080000.csv", snapshot(row("K3", april, 1)))
		d.ask("ALTER TABLE mortgage_release DELETE WHERE release_no = 'K2' SETTINGS mutations_sync = 2")
		if err := d.planner.Loader.Repair(context.Background(), "mortgage_release"); err != nil {
			return []string{err.Error()}
		}
		return d.after("s_month K2 2022-03 1", "s_month K3 2022-04 1")
	},
	"a case moves to a month whose file then lacks it, and an older file of the old month comes late": func(d *desk) []string {
		d.take("s_month_M2022-04_2022-09-05_080000.csv", snapshot(row("K1", april, 1), row("K3", april, 1)))
		d.take("s_month_M2022-04_2022-09-08_080000.csv", snapshot(row("K3", april, 1)))
		d.land("s_month_M2022-03_2022-09-03_080000.csv", snapshot(row("K1", march, 1), row("K2", march, 1)))
		return d.after("s_month K2 2022-03 1", "s_month K3 2022-04 1")
	},
	"facts are spoilt while nothing runs": func(d *desk) []string {
		d.take("s_all_2022-09-01_080000.csv", snapshot(row("K1", march, 1), row("K2", march, 1)))
		d.ask("ALTER TABLE mortgage_release DELETE WHERE release_no = 'K1' SETTINGS mutations_sync = 2")
		next := d.second()
		if _, err := next.planner.Pass(context.Background()); err != nil {
			return []string{err.Error()}
		}
		if facts := short(d.ask(liveRows)); !cmp.Equal(facts, []string{"s_all K1 2022-03 1", "s_all K2 2022-03 1"}) {
			return []string{"facts " + strings.Join(facts, ", ")}
		}
		return d.after("s_all K1 2022-03 1", "s_all K2 2022-03 1")
	},
}

// after lets the planner work once more and tells what is wrong then: an error, the facts, or what is published.
func (d *desk) after(want ...string) []string {
	d.Helper()
	var wrong []string
	if _, err := d.planner.Pass(context.Background()); err != nil {
		wrong = append(wrong, err.Error())
	}
	for what, statement := range map[string]string{"facts": liveRows, "published": publishedRows} {
		if got := short(d.ask(statement)); !cmp.Equal(got, want) {
			wrong = append(wrong, what+" "+strings.Join(got, ", "))
		}
	}
	return wrong
}

// Every safeguard is needed: with it its scenario holds, without it the checks of this suite see what is wrong.
func TestEverySafeguardIsNeeded(t *testing.T) {
	t.Parallel()
	tests := []struct{ mutation, scenario string }{
		{"no fence", "an older load comes late"},
		{"no guard and fence", "an older load is in flight while a newer one is published"},
		{"no guard", "a load stands half applied while another process publishes"},
		{"no reconcile", "a row is lost while a load is applied"},
		{"no month in the key", "a case moves to another month"},
		{"no look at doubles", "two increments put one case into two months"},
		{"no time in unchanged", "an older file of another month comes late"},
		{"no look at what is gone", "a case moves to a month whose file then lacks it, and the facts are spoilt"},
		{"no time in what is gone", "a case moves to a month whose file then lacks it, and an older file of the old month comes late"},
		{"no look at facts", "facts are spoilt while nothing runs"},
	}
	used := map[string]bool{}
	for _, test := range tests {
		used[test.mutation], used[test.scenario] = true, true
		t.Run(test.scenario, func(t *testing.T) {
			t.Parallel()
			if wrong := scenarios[test.scenario](settle(t)); len(wrong) > 0 {
				t.Errorf("with all safeguards: %s", strings.Join(wrong, "; "))
			}
		})
		t.Run(test.scenario+", "+test.mutation, func(t *testing.T) {
			t.Parallel()
			wrong := scenarios[test.scenario](settle(t, func(p *place) { p.Mutation = test.mutation }))
			if len(wrong) == 0 {
				t.Errorf("%s: nothing was seen to be wrong", test.mutation)
			}
			t.Log(strings.Join(wrong, "; "))
		})
	}
	for name := range mutations {
		if !used[name] {
			t.Errorf("mutation %q is not tried", name)
		}
	}
	for name := range scenarios {
		if !used[name] {
			t.Errorf("scenario %q is not tried", name)
		}
	}
}
