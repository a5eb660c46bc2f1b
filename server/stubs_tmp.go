package server

import "context"

func (s *server) indicatorList(ctx context.Context, r *request) (document, error) {
	return document{}, errNoPage
}
func (s *server) explain(ctx context.Context, r *request) (document, error) {
	return document{}, errNoPage
}
func (s *server) pipeline(ctx context.Context, r *request) (document, error) {
	return document{}, errNoPage
}
func (s *server) rejects(ctx context.Context, r *request) (document, error) {
	return document{}, errNoPage
}
func (s *server) oneIndicator(ctx context.Context, r *request) (document, error) {
	return document{}, errNoPage
}
