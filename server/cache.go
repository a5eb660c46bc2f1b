package server

import (
	"container/list"
	"context"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"
)

// keepBytes is how much the cache holds at most; the pages that were not asked for longest go first.
const keepBytes = 64 << 20

// cache keeps rendered pages. The key holds the publication, so that a new one makes all older pages unreachable.
type cache struct {
	now    func() time.Time
	flight singleflight.Group

	mu    sync.Mutex
	bytes int
	order *list.List // of *entry, the last used first
	byKey map[string]*list.Element
}

type entry struct {
	key   string
	until time.Time
	content
}

func newCache(now func() time.Time) *cache {
	return &cache{now: now, order: list.New(), byKey: map[string]*list.Element{}}
}

// get returns what is kept under key, or makes it and keeps it for a while. Many who ask at once wait for one making;
// it goes on when the one who asked first has left, within the deadline that was given to it.
func (c *cache) get(ctx context.Context, key string, keep time.Duration, make func(context.Context) (content, error)) (content, error) {
	if out, ok := c.kept(key); ok {
		return out, nil
	}
	done := c.flight.DoChan(key, func() (any, error) {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), within)
		defer cancel()
		out, err := guarded(ctx, make)
		if err == nil {
			c.put(key, keep, out)
		}
		return out, err
	})
	select {
	case r := <-done:
		return r.Val.(content), r.Err
	case <-ctx.Done():
		return content{}, ctx.Err()
	}
}

// guarded turns a panic into an error: nobody else would catch it in the goroutine that a page is made in.
func guarded(ctx context.Context, make func(context.Context) (content, error)) (out content, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: %v\n%s", errPanic, p, debug.Stack())
		}
	}()
	return make(ctx)
}

func (c *cache) kept(key string) (content, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	el, ok := c.byKey[key]
	if !ok {
		return content{}, false
	}
	e := el.Value.(*entry)
	if !c.now().Before(e.until) {
		c.drop(el)
		return content{}, false
	}
	c.order.MoveToFront(el)
	return e.content, true
}

func (c *cache) put(key string, keep time.Duration, out content) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if el, ok := c.byKey[key]; ok {
		c.drop(el)
	}
	c.byKey[key] = c.order.PushFront(&entry{key, c.now().Add(keep), out})
	c.bytes += len(out.body)
	for c.bytes > keepBytes && c.order.Len() > 1 {
		c.drop(c.order.Back())
	}
}

func (c *cache) drop(el *list.Element) {
	e := el.Value.(*entry)
	c.order.Remove(el)
	delete(c.byKey, e.key)
	c.bytes -= len(e.body)
}
