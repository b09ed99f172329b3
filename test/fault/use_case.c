/* See use_case.h. */
#include "use_case.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/export_plan.h"
#include "app/import_plan.h"
#include "base/file.h"
#include "base/limits.h"
#include "check/check.h"
#include "exchange/folder.h"
#include "refusal.h"

/* What stands in the folder before an export: two tables, one of which will go, and a stranger. */
static const struct {
	const char *name;
	struct str bytes;
} old_files[] = {
	{ "datapackage.json", STR("{}\n") },
	{ "label.csv", STR("noun,key,section,text\n") },
	{ "notes.txt", STR("a stranger\n") },
	{ "term.csv", STR("code,name,section\nold,an old term,\n") },
};

static struct moment noon(void *context)
{
	(void)context;
	return (struct moment){ ((int64_t)date_of(2026, 3, 1).day * 24 + 12) * 3600 * 1000000 };
}

static void no_chance(void *context, void *out, size_t count)
{
	(void)context;
	memset(out, 7, count);
}

static struct err open_store(struct bench *bench, const char *path, bool write)
{
	struct store_config config = { .path = path, .write = write, .vfs = REFUSING_VFS };

	return store_open(&config, &bench->app.store);
}

static void close_store(struct bench *bench)
{
	store_close(bench->app.store);
	bench->app.store = NULL;
}

static void put_bytes(const char *path, struct str bytes)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	if (bytes.len > 0)
		assert_int_equal(fwrite(bytes.at, 1, bytes.len, file), bytes.len);
	assert_int_equal(fclose(file), 0);
}

static const char *in_out(struct bench *bench, const char *name)
{
	return path_join(&bench->scene->arena, bench->out, str_of(name)).at;
}

/* Nothing but the database at the path. */
static void lay_database(struct bench *bench, const char *path, struct str bytes)
{
	scene_clear(bench->scene);
	put_bytes(path, bytes);
}

static struct err run_init(struct bench *bench)
{
	struct store_config config = { .path = bench->scene->path,
				       .write = true,
				       .vfs = REFUSING_VFS,
				       .now = app_now(&bench->app) };

	return store_create(&config);
}

static void prepare_nothing(struct bench *bench)
{
	scene_clear(bench->scene);
}

/* SQLite's own structures too, among them the indexes that no reading of rows looks at. */
static void assert_sound(const char *path)
{
	sqlite3_stmt *statement;
	sqlite3 *handle;

	assert_int_equal(sqlite3_open_v2(path, &handle, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(handle, "PRAGMA integrity_check", -1, &statement, NULL),
			 SQLITE_OK);
	assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
	assert_string_equal((const char *)sqlite3_column_text(statement, 0), "ok");
	sqlite3_finalize(statement);
	sqlite3_close(handle);
}

/*
 * The number of the database's last batch, all of which is whole; -1 when there is no database. It is
 * opened for writing, so that what was cut short is rolled back.
 */
static int64_t batches_in(struct bench *bench, const char *path)
{
	struct store_config config = { .path = path, .write = true };
	struct snapshot *snapshot;
	struct store *store;
	struct err e = store_open(&config, &store);

	if (e.code == ERR_NOT_FOUND || e.code == ERR_INVALID)
		return -1; /* what is there is as good as nothing, which the next run shows */
	assert_ok(e);
	assert_whole(bench->scene, store, NULL);
	assert_ok(store_snapshot(store, &snapshot));
	int64_t batch = snapshot_head(snapshot).batch;

	assert_int_equal(snapshot_count(snapshot, NOUN_NODE), batch == 1 ? 2 : 0);
	snapshot_release(snapshot);
	store_close(store);
	assert_sound(path);
	return batch;
}

static enum aftermath look_for_empty(struct bench *bench)
{
	int64_t batch = batches_in(bench, bench->scene->path);

	assert_true(batch == -1 || batch == 0);
	return batch == 0 ? AFTERMATH_AFTER : AFTERMATH_BEFORE;
}

static void prepare_empty(struct bench *bench)
{
	lay_database(bench, bench->scene->path, bench->empty_db);
}

static struct err import_from(struct bench *bench, struct folder_source *source,
			      struct diagnostics *diagnostics)
{
	struct import_request request = { .rows = &source->rows,
					  .who = S("a planner"),
					  .why = S("a test"),
					  .source = S("plan") };
	struct import_result result;
	size_t counts[SEVERITY_COUNT];

	TRY(import_plan(&bench->app, &bench->arena, &request, diagnostics, &result));
	struct err e = check_counts(result.snapshot, app_today(&bench->app), counts);

	snapshot_release(result.snapshot);
	return e;
}

static struct err import_folder(struct bench *bench)
{
	struct diagnostics diagnostics;
	struct folder_source source;

	diagnostics_init(&diagnostics, &bench->arena);
	TRY(folder_source_open(&source, &bench->arena, bench->plan, &diagnostics));
	struct err e = import_from(bench, &source, &diagnostics);

	folder_source_close(&source);
	return e;
}

static struct err run_import(struct bench *bench)
{
	TRY(open_store(bench, bench->scene->path, true));
	struct err e = import_folder(bench);

	close_store(bench);
	return e;
}

static enum aftermath look_for_batch(struct bench *bench)
{
	int64_t batch = batches_in(bench, bench->scene->path);

	assert_true(batch == 0 || batch == 1);
	return batch == 1 ? AFTERMATH_AFTER : AFTERMATH_BEFORE;
}

static void remove_out(struct bench *bench)
{
	struct str *names;
	size_t count;

	if (!path_is_folder(&bench->scene->arena, bench->out))
		return;
	assert_ok(folder_list(&bench->scene->arena, bench->out, &names, &count));
	for (size_t i = 0; i < count; i++)
		unlink(path_join(&bench->scene->arena, bench->out, names[i]).at);
	assert_int_equal(rmdir(bench->out.at), 0);
}

static void prepare_export(struct bench *bench)
{
	lay_database(bench, bench->scene->path, bench->filled_db);
	remove_out(bench);
	assert_int_equal(mkdir(bench->out.at, 0777), 0);
	for (size_t i = 0; i < countof(old_files); i++)
		put_bytes(in_out(bench, old_files[i].name), old_files[i].bytes);
}

static struct err export_snapshot(struct bench *bench, const struct snapshot *snapshot)
{
	struct folder_sink sink;

	TRY(folder_sink_open(&sink, &bench->arena, bench->out));
	struct err e = export_plan(snapshot, &sink.rows);

	folder_sink_close(&sink);
	return e;
}

static struct err export_opened(struct bench *bench)
{
	struct snapshot *snapshot;

	TRY(store_snapshot(bench->app.store, &snapshot));
	struct err e = export_snapshot(bench, snapshot);

	snapshot_release(snapshot);
	return e;
}

static struct err run_export(struct bench *bench)
{
	TRY(open_store(bench, bench->scene->path, false));
	struct err e = export_opened(bench);

	close_store(bench);
	return e;
}

/* The bytes that the name is to have before and after; at is NULL where it is not to be there. */
static struct str old_bytes(struct str name)
{
	for (size_t i = 0; i < countof(old_files); i++)
		if (str_eq(name, str_of(old_files[i].name)))
			return old_files[i].bytes;
	return (struct str){ 0 };
}

static struct str new_bytes(const struct bench *bench, struct str name)
{
	for (size_t i = 0; i < bench->n_exported; i += 2)
		if (str_eq(name, bench->exported[i]))
			return bench->exported[i + 1];
	return (struct str){ 0 };
}

static bool same(struct str a, struct str b)
{
	return !a.at == !b.at && str_eq(a, b);
}

/* How many of the folder's files are only as before, and how many only as after. */
static void compare_name(struct bench *bench, struct str name, size_t *old, size_t *new)
{
	struct str path = path_join(&bench->scene->arena, bench->out, name);
	struct str before = old_bytes(name), after = new_bytes(bench, name), now = { 0 };
	struct err e = file_read(&bench->scene->arena, path, LIMIT_FILE_BYTES, &now);

	if (e.code != ERR_NOT_FOUND)
		assert_ok(e);
	if (!same(now, before) && !same(now, after))
		fail_msg("%s is neither old nor new", path.at);
	*old += !same(now, after);
	*new += !same(now, before);
}

static enum aftermath look_for_files(struct bench *bench)
{
	size_t old = 0, new = 0;

	for (size_t i = 0; i < bench->n_exported; i += 2)
		compare_name(bench, bench->exported[i], &old, &new);
	for (size_t i = 0; i < countof(old_files); i++)
		compare_name(bench, str_of(old_files[i].name), &old, &new);
	assert_int_equal(batches_in(bench, bench->scene->path), 1);
	if (old > 0)
		return new > 0 ? AFTERMATH_MIXED : AFTERMATH_BEFORE;
	return AFTERMATH_AFTER;
}

static void prepare_filled(struct bench *bench)
{
	lay_database(bench, bench->scene->path, bench->filled_db);
}

static struct err find_all(struct bench *bench, const struct snapshot *snapshot)
{
	struct findings findings;

	TRY(check_findings(snapshot, app_today(&bench->app), &findings));
	assert_true(findings.count > 0);
	return OK;
}

static struct err run_check(struct bench *bench)
{
	struct snapshot *snapshot;

	TRY(open_store(bench, bench->scene->path, false));
	struct err e = store_snapshot(bench->app.store, &snapshot);

	if (!failed(e)) {
		e = find_all(bench, snapshot);
		snapshot_release(snapshot);
	}
	close_store(bench);
	return e;
}

static struct err check_source(struct bench *bench, struct folder_source *source,
			       struct diagnostics *diagnostics)
{
	struct snapshot *snapshot;

	TRY(read_plan(&bench->arena, &source->rows, diagnostics, &snapshot));
	struct err e = find_all(bench, snapshot);

	snapshot_release(snapshot);
	TRY(e);
	return diagnostics->count > 0 ? ERROR(ERR_INVALID, "a right plan is blamed") : OK;
}

static struct err run_check_folder(struct bench *bench)
{
	struct diagnostics diagnostics;
	struct folder_source source;

	diagnostics_init(&diagnostics, &bench->arena);
	TRY(folder_source_open(&source, &bench->arena, bench->plan, &diagnostics));
	struct err e = check_source(bench, &source, &diagnostics);

	folder_source_close(&source);
	return e;
}

static enum aftermath look_at_same(struct bench *bench)
{
	assert_int_equal(batches_in(bench, bench->scene->path), 1);
	return AFTERMATH_EITHER;
}

/* Want of memory must not be told as a fault of the database. */
static struct err verify_opened(struct bench *bench)
{
	struct store_fault *faults;
	size_t count;

	TRY(store_verify(bench->app.store, &bench->arena, NULL, &faults, &count));
	assert_int_equal(count, 0);
	return OK;
}

static struct err run_verify(struct bench *bench)
{
	TRY(open_store(bench, bench->scene->path, false));
	struct err e = verify_opened(bench);

	close_store(bench);
	return e;
}

static struct err run_backup(struct bench *bench)
{
	TRY(open_store(bench, bench->scene->path, false));
	struct err e = store_backup(bench->app.store, bench->scene->other);

	close_store(bench);
	return e;
}

static enum aftermath look_for_backup(struct bench *bench)
{
	int64_t batch = batches_in(bench, bench->scene->other);

	assert_int_equal(batches_in(bench, bench->scene->path), 1);
	assert_true(batch == -1 || batch == 1);
	return batch == 1 ? AFTERMATH_AFTER : AFTERMATH_BEFORE;
}

static void prepare_backup(struct bench *bench)
{
	lay_database(bench, bench->scene->other, bench->filled_db);
}

static struct err run_restore(struct bench *bench)
{
	TRY(open_store(bench, bench->scene->other, false));
	struct err e = verify_opened(bench);

	if (!failed(e))
		e = store_backup(bench->app.store, bench->scene->path);
	close_store(bench);
	return e;
}

static enum aftermath look_for_restored(struct bench *bench)
{
	int64_t batch = batches_in(bench, bench->scene->path);

	assert_int_equal(batches_in(bench, bench->scene->other), 1);
	assert_true(batch == -1 || batch == 1);
	return batch == 1 ? AFTERMATH_AFTER : AFTERMATH_BEFORE;
}

const struct use_case use_cases[] = {
	{ "init", prepare_nothing, run_init, look_for_empty },
	{ "import", prepare_empty, run_import, look_for_batch },
	{ "export", prepare_export, run_export, look_for_files },
	{ "check", prepare_filled, run_check, look_at_same },
	{ "check-folder", prepare_filled, run_check_folder, look_at_same },
	{ "verify", prepare_filled, run_verify, look_at_same },
	{ "backup", prepare_filled, run_backup, look_for_backup },
	{ "restore", prepare_backup, run_restore, look_for_restored },
};
const size_t n_use_cases = countof(use_cases);

/* The database's bytes, in memory for the whole test. */
static struct str keep_database(struct bench *bench)
{
	struct str bytes;

	assert_ok(file_read(&bench->scene->scratch, str_of(bench->scene->path), LIMIT_FILE_BYTES,
			    &bytes));
	return bytes;
}

/* What an export into an empty folder writes. */
static void keep_export(struct bench *bench)
{
	struct arena *arena = &bench->scene->scratch;
	struct str *names;
	size_t count;

	lay_database(bench, bench->scene->path, bench->filled_db);
	assert_ok(run_export(bench));
	assert_ok(folder_list(arena, bench->out, &names, &count));
	bench->exported = NEW(arena, struct str, 2 * (count + 1));
	for (size_t i = 0; i < count; i++) {
		bench->exported[2 * i] = names[i];
		assert_ok(file_read(arena, path_join(arena, bench->out, names[i]), LIMIT_FILE_BYTES,
				    &bench->exported[2 * i + 1]));
	}
	bench->exported[2 * count] = S("notes.txt");
	bench->exported[2 * count + 1] = old_bytes(S("notes.txt"));
	bench->n_exported = 2 * (count + 1);
}

void bench_open(struct bench *bench, struct scene *scene)
{
	*bench = (struct bench){ .scene = scene,
				 .app = { .clock = { .now = noon },
					  .chance = { .bytes = no_chance } },
				 .plan = str_of(getenv("FAULT_PLAN")) };
	bench->out = path_join(&scene->scratch, str_of(scene->folder), S("out"));
	arena_init(&bench->arena, LIMIT_COMMAND_ARENA);
	assert_ok(run_init(bench));
	bench->empty_db = keep_database(bench);
	assert_ok(run_import(bench));
	bench->filled_db = keep_database(bench);
	keep_export(bench);
}

void bench_close(struct bench *bench)
{
	remove_out(bench);
	arena_finish(&bench->arena);
}

static void add_files(struct hasher *hasher, struct arena *arena, struct str folder)
{
	struct str *names, bytes;
	size_t count;

	assert_ok(folder_list(arena, folder, &names, &count));
	for (size_t i = 0; i < count; i++) {
		struct digest digest;

		assert_ok(file_read(arena, path_join(arena, folder, names[i]), LIMIT_FILE_BYTES,
				    &bytes));
		digest = digest_of(bytes);
		hasher_add(hasher, names[i]);
		hasher_add(hasher, S("/"));
		hasher_add(hasher, (struct str){ (const char *)digest.bytes, DIGEST_BYTES });
	}
	hasher_add(hasher, S("/"));
}

struct digest bench_digest(struct bench *bench)
{
	struct hasher hasher;
	struct arena arena;

	arena_init(&arena, LIMIT_COMMAND_ARENA);
	hasher_init(&hasher);
	add_files(&hasher, &arena, str_of(bench->scene->folder));
	if (path_is_folder(&arena, bench->out))
		add_files(&hasher, &arena, bench->out);
	arena_finish(&arena);
	return hasher_end(&hasher);
}
