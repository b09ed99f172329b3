/* See scene.h. */
#include "scene.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/list.h"
#include "model/row.h"
#include "model/term.h"

enum { ROWS_OF_A_LARGE_STEP = 120 };

int scene_open(void **state)
{
	struct scene *scene = calloc(1, sizeof(*scene));
	const char *root = getenv("TMPDIR");

	snprintf(scene->folder, sizeof(scene->folder), "%s/outturn-fault-XXXXXX",
		 root ? root : "/tmp");
	assert_non_null(mkdtemp(scene->folder));
	snprintf(scene->path, sizeof(scene->path), "%s/plan.db", scene->folder);
	snprintf(scene->other, sizeof(scene->other), "%s/other.db", scene->folder);
	arena_init(&scene->arena, LIMIT_COMMAND_ARENA);
	arena_init(&scene->scratch, LIMIT_COMMAND_ARENA);
	*state = scene;
	return 0;
}

void scene_clear(struct scene *scene)
{
	struct str folder = str_of(scene->folder), *names;
	size_t count;

	assert_ok(folder_list(&scene->arena, folder, &names, &count));
	for (size_t i = 0; i < count; i++)
		unlink(path_join(&scene->arena, folder, names[i]).at);
}

int scene_close(void **state)
{
	struct scene *scene = *state;

	scene_clear(scene);
	assert_int_equal(rmdir(scene->folder), 0);
	arena_finish(&scene->scratch);
	arena_finish(&scene->arena);
	free(scene);
	return 0;
}

void scene_create(struct scene *scene, const char *vfs)
{
	struct store_config config = { .path = scene->path, .write = true, .vfs = vfs };

	assert_ok(store_create(&config));
}

struct err scene_store(const struct scene *scene, const char *vfs, struct store **out)
{
	struct store_config config = { .path = scene->path, .write = true, .vfs = vfs };

	return store_open(&config, out);
}

void assert_whole(struct scene *scene, struct store *store, const struct digest *head)
{
	struct store_fault *faults;
	size_t count;

	assert_ok(store_verify(store, &scene->arena, head, &faults, &count));
	for (size_t i = 0; i < count; i++)
		print_error("batch %" PRId64 ": %.*s\n", faults[i].batch, STR_ARGS(faults[i].what));
	assert_int_equal(count, 0);
}

static bool is_large(int64_t step)
{
	return step % 2 == 1;
}

static bool is_removal(int64_t step)
{
	return step % 6 == 4;
}

/* The step that the many rows are of after a step; 0: there are none. */
static int64_t rows_after(int64_t step)
{
	while (step > 0 && !is_large(step) && !is_removal(step))
		step--;
	return step > 0 && is_large(step) ? step : 0;
}

/* The code of the line's own term (row -1), or of one of its many rows. */
static struct str code_of(struct arena *arena, const char *line, int row)
{
	return row < 0 ? str_of(line) : str_format(arena, "%s.%03d", line, row);
}

static struct err push_change(struct list *changes, const struct snapshot *present, struct str code,
			      struct str name)
{
	struct change change = { .noun = NOUN_TERM, .key = code };
	struct term *term = NEW(changes->arena, struct term, 1);

	TRY_NEW(term && code.at);
	row_clear(&term_noun, term);
	*term = (struct term){ .code = code, .name = name, .section = S("") };
	change.before = snapshot_find(present, NOUN_TERM, code);
	change.after = str_empty(name) ? NULL : term;
	return change.before || change.after ? list_push(changes, &change) : OK;
}

static struct err commit_step(struct arena *scratch, struct store *store,
			      const struct snapshot *present, const char *line, int64_t step,
			      struct snapshot_head *out)
{
	struct list changes = LIST(scratch, struct change);
	struct str name = str_format(scratch, "%" PRId64, step);
	struct batch_draft draft = { .who = S("a writer"), .why = S("a step") };

	TRY_NEW(name.at);
	TRY(push_change(&changes, present, code_of(scratch, line, -1), name));
	for (int row = 0; row < ROWS_OF_A_LARGE_STEP && (is_large(step) || is_removal(step)); row++)
		TRY(push_change(&changes, present, code_of(scratch, line, row),
				is_large(step) ? name : S("")));
	draft.changes = changes.at;
	draft.count = changes.count;
	return store_commit(store, &draft, out);
}

struct err line_step(struct arena *scratch, struct store *store, const char *line, int64_t step,
		     struct snapshot_head *out)
{
	struct snapshot *present;

	arena_reset(scratch);
	TRY(store_snapshot(store, &present));
	struct err e = commit_step(scratch, store, present, line, step, out);

	snapshot_release(present);
	return e;
}

/* The number in a term's name; 0 when there is no such term. */
static int64_t step_in(const struct snapshot *snapshot, struct str code)
{
	const struct term *term = snapshot_find(snapshot, NOUN_TERM, code);
	int64_t step = -1;

	if (!term)
		return 0;
	return str_to_int64(term->name, &step) ? step : -1;
}

int64_t line_at(const struct snapshot *snapshot, const char *line)
{
	int64_t step = step_in(snapshot, str_of(line));
	struct arena arena;

	arena_init(&arena, LIMIT_REQUEST_ARENA);
	for (int row = 0; row < ROWS_OF_A_LARGE_STEP && step >= 0; row++)
		if (step_in(snapshot, code_of(&arena, line, row)) != rows_after(step))
			step = -1;
	arena_finish(&arena);
	return step;
}

int64_t assert_line(struct store *store, const char *line, int64_t acknowledged)
{
	struct snapshot *snapshot;

	assert_ok(store_snapshot(store, &snapshot));
	int64_t at = line_at(snapshot, line);

	snapshot_release(snapshot);
	if (at != acknowledged && at != acknowledged + 1)
		fail_msg("line %s: step %" PRId64 " was acknowledged, the database has %" PRId64,
			 line, acknowledged, at);
	return at;
}
