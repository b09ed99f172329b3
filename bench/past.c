/*
 * Makes a database with a past: a plan's folder loaded some days ago, and on each day since then a
 * batch that changes one indicator. Prints the first day and the last, for pages as of them.
 *
 *	past DATABASE FOLDER BATCHES
 */
#include <stdio.h>
#include <stdlib.h>

#include "app/import_plan.h"
#include "base/buf.h"
#include "base/limits.h"
#include "exchange/folder.h"
#include "model/indicator.h"
#include "store/store.h"

static const int64_t day_us = INT64_C(86400) * 1000000;

static void must(struct err e)
{
	if (failed(e)) {
		fprintf(stderr, "past: %s: %.*s\n", e.where, STR_ARGS(e.detail));
		exit(2);
	}
}

/* A clock that shows what its context says. */
static struct moment shown(void *context)
{
	return *(const struct moment *)context;
}

static void load(struct app *app, const char *folder)
{
	struct arena arena;
	struct diagnostics diagnostics;
	struct folder_source source;
	struct import_result result;

	arena_init(&arena, LIMIT_COMMAND_ARENA);
	diagnostics_init(&diagnostics, &arena);
	must(folder_source_open(&source, &arena, str_of(folder), &diagnostics));
	must(import_plan(app, &arena,
			 &(struct import_request){ .rows = &source.rows,
						   .who = S("bench"),
						   .why = S("first load"),
						   .source = S("folder") },
			 &diagnostics, &result));
	snapshot_release(result.snapshot);
	folder_source_close(&source);
	arena_finish(&arena);
}

/* The n-th indicator gets a note; after the last one it is the first one's turn again. */
static void change_one(struct app *app, struct moment at, int64_t n)
{
	struct arena arena;
	struct snapshot *present;
	struct indicator after;
	struct change change = { .noun = NOUN_INDICATOR };
	struct batch_draft draft = {
		.at = at, .who = S("bench"), .why = S("a note"), .changes = &change, .count = 1
	};

	arena_init(&arena, LIMIT_REQUEST_ARENA);
	must(store_snapshot(app->store, &present));
	struct rows rows = snapshot_rows(present, NOUN_INDICATOR);

	int64_t count = (int64_t)snapshot_count(present, NOUN_INDICATOR);

	for (int64_t i = 0; count > 0 && i <= n % count; i++)
		change.before = rows_next(&rows);
	if (!change.before)
		must(ERROR(ERR_USAGE, "the plan has no indicator"));
	change.key = rows.key;
	after = *(const struct indicator *)change.before;
	after.note = str_format(&arena, "noted %lld", (long long)n);
	change.after = &after;
	must(store_commit(app->store, &draft, NULL));
	snapshot_release(present);
	arena_finish(&arena);
}

static void print_day(struct moment at)
{
	struct buf buf;

	buf_init_own(&buf, LIMIT_CELL_BYTES);
	date_write(&buf, moment_date(at));
	printf("%.*s\n", STR_ARGS(buf_held(&buf)));
	buf_finish(&buf);
}

int main(int argc, char **argv)
{
	int64_t batches;
	struct moment clock;
	struct app app = { .clock = { shown, &clock }, .chance = system_chance };
	struct store_config config = { .path = argv[1], .write = true };

	if (argc != 4 || !str_to_int64(str_of(argv[3]), &batches) || batches < 1) {
		fprintf(stderr, "usage: past DATABASE FOLDER BATCHES\n");
		return 2;
	}
	clock.us = system_clock.now(system_clock.context).us - (batches + 1) * day_us;
	config.now = clock;
	must(store_create(&config));
	must(store_open(&config, &app.store));
	load(&app, argv[2]);
	print_day(clock);
	for (int64_t i = 0; i < batches; i++) {
		clock.us += day_us;
		change_one(&app, clock, i);
	}
	print_day(clock);
	store_close(app.store);
	return 0;
}
