package engine_test

import (
	"os"
	"testing"

	"yingshang/sql/engine/enginetest"
)

func TestMain(m *testing.M) { os.Exit(enginetest.Main(m)) }

func TestStart(t *testing.T) {
	t.Log(enginetest.Start(t))
}
