package server

import (
	"context"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
)

// healthz says that the process lives.
func (s *server) healthz(c *gin.Context) { c.String(http.StatusOK, "ok\n") }

// readyz says whether pages can be answered: the database answers, its tables are there, something is published.
func (s *server) readyz(c *gin.Context) {
	ctx, cancel := context.WithTimeout(c.Request.Context(), 3*time.Second)
	defer cancel()
	c.Header("Cache-Control", "no-store")
	err := error(nil)
	if s.Ready != nil {
		err = s.Ready(ctx)
	}
	if err == nil {
		_, err = s.Store.Publication(ctx)
	}
	if err != nil {
		s.Log.Warn("not ready", "err", err)
		c.String(http.StatusServiceUnavailable, "not ready\n")
		return
	}
	c.String(http.StatusOK, "ready\n")
}
