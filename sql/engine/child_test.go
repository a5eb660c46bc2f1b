package engine_test

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"yingshang/sql/engine"
	"yingshang/sql/engine/enginetest"
)

// TestChildEndsWithItsInput: the library ends by itself when its standard
// input does, in the middle of a query too, for which it waits five seconds.
// The parent lives on here, so it is not endWithParent that ends the child.
func TestChildEndsWithItsInput(t *testing.T) {
	library, err := engine.FindLibrary("")
	enginetest.Need(t, err)
	for _, c := range []struct {
		name string
		busy bool
	}{{"idle", false}, {"busy", true}} {
		t.Run(c.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "engine")
			at, err := engine.WriteRawConfig(dir, t.TempDir())
			if err != nil {
				t.Fatal(err)
			}
			input, hold, err := os.Pipe()
			if err != nil {
				t.Fatal(err)
			}
			defer hold.Close()
			ctx, cancel := context.WithTimeout(t.Context(), 2*patience)
			defer cancel()
			child := engine.RawChild(ctx, library, dir, input)
			if err := child.Start(); err != nil {
				t.Fatal(err)
			}
			input.Close()
			ended := make(chan error, 1)
			go func() { ended <- child.Wait() }() // ends with the child
			answers := func(query, want string) func() bool {
				return func() bool { got, err := send(ctx, at, "", nil, query); return err == nil && got == want }
			}
			eventually(t, patience, "the child answers", answers("SELECT currentUser()", "app"))
			if c.busy {
				go send(ctx, at, "", nil, "SELECT count() FROM numbers(1e12) WHERE NOT ignore(cityHash64(number))") // ends with the child
				eventually(t, patience, "the query runs", answers("SELECT count() FROM system.processes WHERE query LIKE '%1e12%' AND query NOT LIKE '%processes%'", "1"))
			}
			select {
			case err := <-ended:
				t.Fatalf("the child ended while its input was open: %v", err)
			default:
			}
			http.DefaultClient.CloseIdleConnections() // it would wait for them too
			began := time.Now()
			hold.Close()
			select {
			case err := <-ended:
				t.Logf("ended in %v", time.Since(began).Round(time.Millisecond))
				if err != nil {
					t.Errorf("the child ended with %v", err)
				}
			case <-time.After(patience):
				t.Fatal("the child outlives its input")
			}
		})
	}
}

// TestTheLibraryAloneDoesNotSay: without our lock a second engine on the same
// data ends with exit code 0, as if all was well, which is why there is a
// lock, and why a child that ends before its first answer is an error,
// whatever its exit code.
func TestTheLibraryAloneDoesNotSay(t *testing.T) {
	dir := t.TempDir()
	e := own(t, engine.Config{Dir: dir})
	second := filepath.Join(t.TempDir(), "second")
	if _, err := engine.WriteRawConfig(second, filepath.Join(dir, "data")); err != nil {
		t.Fatal(err)
	}
	library, err := engine.FindLibrary("")
	if err != nil {
		t.Fatal(err)
	}
	input, hold, err := os.Pipe() // an input that does not end
	if err != nil {
		t.Fatal(err)
	}
	defer input.Close()
	defer hold.Close()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	out, err := engine.RawChild(ctx, library, second, input).CombinedOutput()
	t.Logf("the second engine says %q", out)
	if ctx.Err() != nil {
		t.Error("the library let a second engine run on the same data")
	} else if err != nil {
		t.Errorf("the second engine ends with %v, want exit code 0", err)
	}

	other, err := engine.Start(t.Context(), engine.Config{Dir: second, Memory: 1 << 30})
	if err == nil {
		other.Stop()
	}
	if want := "ended before its first answer: exit status 0"; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("Start = %v, want %q", err, want)
	}
	newDB(t, e.Address()).want("SELECT 1", "1")
}
