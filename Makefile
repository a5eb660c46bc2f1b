# 营商 yingshang. Alone, `make` lists the targets. A machine needs Go, Node's npm and make; the rest is fetched.
SHELL := bash
.SHELLFLAGS := -eo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

DATA    ?= ./data
TIMEOUT ?= 20m
BENCH   ?= .
# The packages that talk to ClickHouse, and what is left out when they run against a server: the attacks, which take minutes
# (-short), and the proof that every safeguard is needed. Those run once, with the engine inside. So do the examples of
# indicators, unless a server is named: what a statement makes of its rows is for ClickHouse to say, and a second engine that
# poses as a server is the same one; how it is reached shows where the whole demo goes through it, in etl/job.
DATABASE_PACKAGES ?= ./etl/job/... ./sql/store/... ./etl/load/... $(if $(YINGSHANG_TEST_CLICKHOUSE),./etl/compute/...)
SERVER_TESTS      ?= -short -skip '^TestEverySafeguardIsNeeded$$'

version  = $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
goos     = $(shell go env GOOS)
goarch   = $(shell go env GOARCH)
platform = $(goos)-$(subst amd64,x64,$(goarch))
library  = $(shell ls node_modules/@chdb/lib-$(platform)*/libchdb.so 2>/dev/null | head -n 1)
vendor   = dashboards/page/assets/vendor
gofiles  = $(shell find . -name '*.go' -not -path './node_modules/*' -not -path './data/*' -not -path './dist/*')

.PHONY: help setup setup-npm setup-system run build test test-server vet lint check vulnerabilities fmt bench screenshots cover dist clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  \033[1m%-12s\033[0m %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

setup: setup-npm setup-system ## install what build and tests need

# The engine library and ECharts. npm's own note of what it installed tells whether anything is left to do.
setup-npm: $(vendor)/echarts.min.js
	@if [ -z "$(library)$$YINGSHANG_CLICKHOUSE$$YINGSHANG_TEST_CLICKHOUSE$$YINGSHANG_LIBCHDB" ]; then \
	  echo "npm has no engine library for $(platform): name a ClickHouse server in YINGSHANG_CLICKHOUSE, or a libchdb.so in YINGSHANG_LIBCHDB." >&2; \
	  test -z "$$CI"; \
	fi

node_modules/.package-lock.json: package.json package-lock.json
	npm ci --no-audit --no-fund --loglevel=error || npm install --no-audit --no-fund --loglevel=error --omit-lockfile-registry-resolved
	@touch $@

$(vendor)/echarts.min.js: node_modules/.package-lock.json
	@cp node_modules/echarts/LICENSE $(vendor)/echarts.LICENSE.txt
	@cp node_modules/echarts/NOTICE $(vendor)/echarts.NOTICE.txt
	@cp node_modules/echarts/licenses/LICENSE-d3 $(vendor)/d3.LICENSE.txt
	@cp node_modules/zrender/LICENSE $(vendor)/zrender.LICENSE.txt
	@cp node_modules/tslib/LICENSE.txt $(vendor)/tslib.LICENSE.txt
	@cp node_modules/echarts/dist/echarts.min.js $@

# A browser, Chinese fonts and an SVG renderer, for tests and PDF. Installed where we may; demanded in CI.
setup-system:
	@.ci/system

run: build ## everything on an empty machine: fetch, build, load the demo, serve http://127.0.0.1:8080
	./yingshang up --demo --data $(DATA)

build: setup-npm ## ./yingshang, and the engine library beside it
	go build -trimpath -ldflags "-s -w -X main.version=$(version)" -o yingshang .
	$(if $(library),ln -sf $(library) libchdb.so)

# The suite runs with the engine inside, then the packages that talk to ClickHouse once more against a server: the one that
# YINGSHANG_TEST_CLICKHOUSE names, or a second engine that poses as one.
# The packages that take longest stand first: else the last of them would run alone, on one core, when all others are done.
test: setup vet build ## everything the tests need, then every test
	YINGSHANG_TEST_CLICKHOUSE= go test -timeout $(TIMEOUT) ./etl/job . ./...
	@$(MAKE) --no-print-directory test-server

test-server: build ## the packages that talk to ClickHouse against a server: YINGSHANG_TEST_CLICKHOUSE=http://user:password@host:8123
	@.ci/server go test -count 1 -timeout $(TIMEOUT) $(SERVER_TESTS) $(DATABASE_PACKAGES)

vet: setup-npm
	go vet ./...

lint: vet ## format, vet, staticcheck
	@unformatted=$$(gofmt -l $(gofiles)); [ -z "$$unformatted" ] || { echo "gofmt would change:"; echo "$$unformatted"; exit 1; }
	go tool staticcheck ./...

check: lint build vulnerabilities ## lint, every scheme, source and SQL file, known vulnerabilities
	./yingshang check

vulnerabilities: setup-npm
	@.ci/vulnerabilities

fmt: ## format the Go files
	gofmt -w $(gofiles)

bench: setup-npm ## benchmarks, and a table of them: make bench BENCH=Score for some
	@.ci/bench '$(BENCH)' $(TIMEOUT)

screenshots: build ## pictures of every page of the demo, in every size and theme, in dist/screenshots
	@.ci/screenshots dist/screenshots

cover: setup-npm ## how much of the code the tests run
	go test -timeout $(TIMEOUT) -coverpkg ./... -coverprofile coverage.out ./...
	go tool cover -func coverage.out | tail -n 1

# One archive with all that a machine without network needs: unpack it and start ./yingshang.
dist: build ## pack binary, engine library and licences into dist/
	@.ci/dist yingshang-$(version)-$(goos)-$(goarch) $(vendor)

clean: ## remove what was built; node_modules and data stay
	rm -rf yingshang libchdb.so dist coverage.out
