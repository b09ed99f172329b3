# The everyday commands; Meson and Ninja do the work.
#
#	make            build the program: build/outturn
#	make run        serve the Baku plan at http://$(LISTEN)/, loading it when $(OUTTURN_DB) is new
#	make test       every test, with warnings as errors, AddressSanitizer and UBSan
#	make bench      measurements, as ratios to other programs in the same run
#	make bench-quick  those of a million observations alone
#	make lint       format, layers and house rules, clang-tidy, cppcheck
#	make fmt        put every C file into shape
#	make locale     collect the texts of the tree and merge them into every translation
#	make screenshot the picture of the first page in doc/
#	make clean      remove what was built

LISTEN ?= 127.0.0.1:8080
OUTTURN_DB ?= outturn.db

OUTTURN := build/outturn
TEST_OPTIONS := -Dtests=enabled -Db_sanitize=address,undefined -Doptimization=1 --werror

# Each folder with a lock file of npm, and the proof that what it names is installed.
NODE_LOCKS := $(wildcard ui/package-lock.json test/e2e/package-lock.json)
BROWSER_TOOLS := $(patsubst %/package-lock.json,%/node_modules/.installed,$(filter ui/%,$(NODE_LOCKS)))
TEST_TOOLS := $(patsubst %/package-lock.json,%/node_modules/.installed,$(NODE_LOCKS))

.PHONY: all run test bench bench-quick fmt lint locale screenshot clean setup-build setup-test setup-bench
.DELETE_ON_ERROR:

all: setup-build $(BROWSER_TOOLS) build/build.ninja
	@ninja --quiet -C build outturn

run: export OUTTURN_DB := $(OUTTURN_DB)
run: all
	@if [ ! -e "$$OUTTURN_DB" ]; then \
		$(OUTTURN) init && \
		$(OUTTURN) import plans/baku --who "make run" --why "first load" && \
		$(OUTTURN) load plans/baku-data/*.csv --profile plain-long \
			--who "make run" --why "openly licensed figures" || \
		{ rm -f "$$OUTTURN_DB" "$$OUTTURN_DB-wal" "$$OUTTURN_DB-shm"; exit 1; }; \
	else \
		$(OUTTURN) migrate; \
	fi
	@exec $(OUTTURN) serve --listen "$(LISTEN)"

test: setup-test $(TEST_TOOLS) build-test/build.ninja
	@ninja --quiet -k 0 -C build-test || \
		{ echo "failed: it does not compile"; echo "0 passed, 1 failed, 0 skipped"; exit 1; }
	@status=0; \
	meson test -C build-test --no-rebuild --print-errorlogs --timeout-multiplier 3 || status=1; \
	tools/count-tests build-test/meson-logs/testlog.json && exit $$status

bench: setup-bench all
	@bench/run
	@bench/facts 10M
	@bench/vtl 10000000

bench-quick: setup-bench all
	@bench/facts 1M
	@bench/vtl 1000000

lint: setup-test $(TEST_TOOLS)
	@tools/lint

fmt: setup-test
	@git ls-files '*.c' '*.h' | grep -v '^test/lint/' | xargs clang-format -i

locale: all
	@ninja --quiet -C build locale-update

screenshot: all setup-test $(TEST_TOOLS)
	@node test/e2e/screenshots.mjs $(OUTTURN) plans/baku --first doc/screenshot.png

clean:
	rm -rf build build-test build-lint

setup-build setup-test setup-bench: setup-%:
	@tools/setup build
	@tools/setup $*

build/build.ninja: | setup-build
	@meson setup build -Dtests=disabled -Db_lto=true

build-test/build.ninja: | setup-test
	@CC=gcc meson setup build-test $(TEST_OPTIONS)

%/node_modules/.installed: %/package-lock.json | setup-build
	@cd $* && npm ci --no-audit --no-fund --loglevel=error
	@touch $@
