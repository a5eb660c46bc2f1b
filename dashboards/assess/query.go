package assess

import "context"

// CaseQuery asks for a page of the rows behind a value.
type CaseQuery struct {
	Region    RegionCode
	Indicator IndicatorID
	Period    Period
	Offset    int
	Limit     int
}

// RejectQuery asks for a page of the rows that were not taken; an empty field asks for all.
type RejectQuery struct {
	Source SourceID
	Reason string
	Load   uint64
	Offset int
	Limit  int
}

type pinKey struct{}

// Pin binds a request to the publication that it took at its start: all that is read with the returned context belongs
// to that publication, whatever is published meanwhile.
func Pin(ctx context.Context, p Publication) context.Context {
	return context.WithValue(ctx, pinKey{}, p)
}

// Pinned is the publication that ctx is bound to, if any.
func Pinned(ctx context.Context) (Publication, bool) {
	p, ok := ctx.Value(pinKey{}).(Publication)
	return p, ok
}
