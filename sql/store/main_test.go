package store

import (
	"os"
	"testing"

	"yingshang/sql/engine/enginetest"
)

func TestMain(m *testing.M) { os.Exit(enginetest.Main(m)) }
