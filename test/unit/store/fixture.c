/* See fixture.h: real files in a folder of their own, which goes with the test. */
#include "store/fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "model/row.h"
#include "store/driver.h"

int fixture_open(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));
	struct store_config config = { .write = true };

	snprintf(f->folder, sizeof(f->folder), "/tmp/outturn-store-XXXXXX");
	assert_non_null(mkdtemp(f->folder));
	snprintf(f->path, sizeof(f->path), "%s/plan.db", f->folder);
	snprintf(f->other, sizeof(f->other), "%s/other.db", f->folder);
	arena_init(&f->arena, LIMIT_REQUEST_ARENA);
	config.path = f->path;
	assert_ok(store_create(&config));
	assert_ok(store_open(&config, &f->store));
	*state = f;
	return 0;
}

int fixture_close(void **state)
{
	struct fixture *f = *state;
	struct str *names;
	size_t count;

	store_close(f->store);
	assert_ok(folder_list(&f->arena, str_of(f->folder), &names, &count));
	for (size_t i = 0; i < count; i++)
		unlink(str_cstr(&f->arena, path_join(&f->arena, str_of(f->folder), names[i])));
	assert_int_equal(rmdir(f->folder), 0);
	arena_finish(&f->arena);
	free(f);
	return 0;
}

struct store *fixture_again(struct fixture *f, bool write)
{
	struct store_config config = { .path = f->path, .write = write };
	struct store *store;

	assert_ok(store_open(&config, &store));
	return store;
}

void fixture_reopen(struct fixture *f)
{
	store_close(f->store);
	f->store = fixture_again(f, true);
}

void fixture_sql(struct fixture *f, const char *sql)
{
	struct db_config config = { .path = f->path, .mode = DB_WRITE };
	struct db *db;

	assert_ok(sqlite_driver.open(&config, &db));
	assert_ok(sqlite_driver.run(db, sql));
	sqlite_driver.close(db);
}

struct moment noon(int month, int day)
{
	return (struct moment){ ((int64_t)date_of(2026, month, day).day * 24 + 12) * 3600 *
				1000000 };
}

struct err put_term(struct store *store, struct moment at, const char *code, const char *name)
{
	struct term term;
	struct change change = { .noun = NOUN_TERM, .key = str_of(code) };
	struct batch_draft draft = {
		.at = at, .who = S("a planner"), .why = S("a test"), .changes = &change, .count = 1
	};
	struct snapshot *snapshot;

	row_clear(&term_noun, &term);
	term.code = str_of(code);
	term.name = str_of(name);
	TRY(store_snapshot(store, &snapshot));
	change.before = snapshot_find(snapshot, NOUN_TERM, change.key);
	change.after = name ? &term : NULL;
	struct err e = store_commit(store, &draft, NULL);

	snapshot_release(snapshot);
	return e;
}

struct str term_name(const struct snapshot *snapshot, const char *code)
{
	const struct term *term = snapshot_find(snapshot, NOUN_TERM, str_of(code));

	return term ? term->name : S("");
}

bool present_is(struct store *store, const char *code, const char *name)
{
	struct snapshot *snapshot;

	assert_ok(store_snapshot(store, &snapshot));
	bool same = str_eq(term_name(snapshot, code), str_of(name));

	snapshot_release(snapshot);
	return same;
}
