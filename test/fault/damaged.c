/*
 * A database file that was damaged: bits turned over, bytes and whole pages overwritten, the end cut
 * off. Opening and verifying never crash: they fail with an error that blames the input, or tell
 * faults, or what was damaged carries no information.
 */
#include "scene.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "shim.h"

enum { DAMAGES = 800, PAGE = 8192 }; /* of the database, in bytes */

static void flip_bit(char *bytes, size_t *count, uint64_t *seed)
{
	bytes[dice_throw(seed, *count)] ^= (char)(1 << dice_throw(seed, 8));
}

static void write_noise(char *bytes, size_t *count, uint64_t *seed)
{
	size_t from = dice_throw(seed, *count), most = 1 + dice_throw(seed, 64);

	for (size_t i = from; i < *count && i < from + most; i++)
		bytes[i] = (char)dice_throw(seed, 256);
}

static void copy_page(char *bytes, size_t *count, uint64_t *seed)
{
	size_t pages = *count / PAGE;
	size_t from = dice_throw(seed, pages), to = dice_throw(seed, pages);

	if (from != to)
		memcpy(bytes + to * PAGE, bytes + from * PAGE, PAGE);
}

static void clear_page(char *bytes, size_t *count, uint64_t *seed)
{
	memset(bytes + dice_throw(seed, *count / PAGE) * PAGE, 0, PAGE);
}

static void cut_off(char *bytes, size_t *count, uint64_t *seed)
{
	(void)bytes;
	*count = dice_throw(seed, *count);
}

/* Looks for a piece of text that a row or the log holds, and changes one of its bytes. */
static void forge_text(char *bytes, size_t *count, uint64_t *seed)
{
	size_t start = dice_throw(seed, *count), i = start;

	do
		i = (i + 1) % *count;
	while (i != start && !(bytes[i] >= '0' && bytes[i] <= 'z'));
	bytes[i] = (char)('0' + dice_throw(seed, 75));
}

static const struct {
	const char *name;
	void (*damage)(char *bytes, size_t *count, uint64_t *seed);
} damages[] = {
	{ "a bit turned over", flip_bit },    { "noise", write_noise },
	{ "a page over another", copy_page }, { "an empty page", clear_page },
	{ "the end cut off", cut_off },       { "a letter changed", forge_text },
};

struct outcome {
	int refused, faulty, whole;
};

static void note_refusal(struct err e, const char *damage)
{
	if (e.code != ERR_INVALID && e.code != ERR_CONFLICT && e.code != ERR_IO &&
	    e.code != ERR_DB && e.code != ERR_LIMIT)
		fail_msg("%s: %s: %.*s (%s)", damage, err_code_name(e.code), STR_ARGS(e.detail),
			 e.where);
}

static void open_damaged(struct scene *scene, const char *damage, bool write,
			 struct outcome *outcome)
{
	struct store_config config = { .path = scene->other, .write = write, .vfs = "lazy" };
	struct store_fault *faults;
	struct store *store;
	size_t count = 0;
	struct err e = store_open(&config, &store);

	if (failed(e)) {
		note_refusal(e, damage);
		outcome->refused++;
		return;
	}
	e = store_verify(store, &scene->arena, NULL, &faults, &count);
	store_close(store);
	if (failed(e))
		note_refusal(e, damage);
	outcome->refused += failed(e);
	outcome->faulty += !failed(e) && count > 0;
	outcome->whole += !failed(e) && count == 0;
}

/* Nothing here is to last: no sync reaches the disk. */
static int let_pass(struct shim *shim, const struct shim_call *call)
{
	(void)shim;
	(void)call;
	return SQLITE_OK;
}

static void put_other(const struct scene *scene, const char *bytes, size_t count)
{
	FILE *file = fopen(scene->other, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, count, file), count);
	assert_int_equal(fclose(file), 0);
}

static void clear_other(struct scene *scene)
{
	unlink(scene->other);
	unlink(str_format(&scene->arena, "%s-wal", scene->other).at);
	unlink(str_format(&scene->arena, "%s-shm", scene->other).at);
	unlink(str_format(&scene->arena, "%s-journal", scene->other).at);
}

static void fill(struct scene *scene)
{
	struct store *store;

	scene_create(scene, NULL);
	assert_ok(scene_store(scene, NULL, &store));
	for (int64_t step = 1; step <= 8; step++)
		assert_ok(line_step(&scene->scratch, store, "A", step, NULL));
	store_close(store);
}

static void test_damaged__a_database_is_refused_or_its_faults_are_told(void **state)
{
	struct scene *scene = *state;
	struct shim shim = { .before = let_pass };
	struct outcome outcome = { 0 };
	struct str whole;
	uint64_t seed = 31415;

	shim_init(&shim, "lazy");
	fill(scene);
	assert_ok(file_read(&scene->scratch, str_of(scene->path), LIMIT_FILE_BYTES, &whole));
	for (int i = 0; i < DAMAGES; i++) {
		size_t kind = (size_t)i % countof(damages), count = whole.len;
		char *bytes = arena_text(&scene->arena, whole.len);

		assert_non_null(bytes);
		memcpy(bytes, whole.at, whole.len);
		for (uint64_t n = 1 + dice_throw(&seed, 6); n > 0 && count > PAGE; n--)
			damages[kind].damage(bytes, &count, &seed);
		put_other(scene, bytes, count);
		open_damaged(scene, damages[kind].name, i % 2 == 0, &outcome);
		clear_other(scene);
		arena_reset(&scene->arena);
	}
	shim_finish(&shim);
	print_message("# %d damaged files: %d refused, %d with faults told, %d without a loss\n",
		      DAMAGES, outcome.refused, outcome.faulty, outcome.whole);
	assert_true(outcome.refused > 0 && outcome.faulty > 0);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, scene_open, scene_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(test_damaged__a_database_is_refused_or_its_faults_are_told),
	};

	return cmocka_run_group_tests_name("damaged", tests, NULL, NULL);
}
