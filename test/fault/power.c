/*
 * Lost power at any moment: the database lies on a disk that then forgets what was not synced, in part
 * or wholly (power_vfs.h). Whatever was acknowledged before is there afterwards, of the rest at most
 * the step that was under way, and no step by half. A disk that lies about its syncs shows that the
 * disk does forget: there, acknowledged steps are lost.
 */
#include "scene.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#include "power_vfs.h"

enum { STEPS_MAX = 60, STEPS_A_SESSION = 9, CALLS_MAX = 700 };

static const char *const survival_names[] = {
	[SURVIVES_NOTHING] = "nothing unsynced survives",
	[SURVIVES_BEGINNING] = "a beginning of it survives",
	[SURVIVES_ANY] = "any sectors of it survive",
};
_Static_assert(sizeof(survival_names) / sizeof(*survival_names) == POWER_SURVIVAL_COUNT,
	       "each has a name");

/* Steps until something fails, with a new session now and then. The last step acknowledged. */
static int64_t work_until_off(struct scene *scene, int64_t step)
{
	struct store *store = NULL;
	int64_t last = step + STEPS_MAX;
	struct err e = OK;

	while (!failed(e) && step < last) {
		if (step % STEPS_A_SESSION == 0) {
			store_close(store);
			store = NULL;
		}
		if (!store)
			e = scene_store(scene, "power", &store);
		if (!failed(e))
			e = line_step(&scene->scratch, store, "A", step + 1, NULL);
		if (!failed(e))
			step++;
	}
	store_close(store);
	return step;
}

static int64_t line_after_restart(struct scene *scene, int64_t acknowledged)
{
	struct store *store;

	assert_ok(scene_store(scene, "power", &store));
	assert_whole(scene, store, NULL);
	int64_t at = assert_line(store, "A", acknowledged);

	store_close(store);
	return at;
}

/* The same database goes through several failures, so that a restart may be cut off as well. */
static void fail_again_and_again(struct scene *scene, struct power_vfs *power, uint64_t *seed,
				 enum power_survival survival, int failures)
{
	int64_t step = 0;

	scene_create(scene, "power");
	for (int i = 0; i < failures; i++) {
		power_vfs_fail_at(power, 1 + (int64_t)dice_throw(seed, i % 3 ? CALLS_MAX : 30));
		step = work_until_off(scene, step);
		power_vfs_fail_now(power);
		power_vfs_restore(power, survival);
		step = line_after_restart(scene, step);
		arena_reset(&scene->arena);
	}
}

static void run_failures(struct scene *scene, enum power_survival survival)
{
	enum { DATABASES = 12, FAILURES = 8 };
	uint64_t seed = 4711;
	int64_t lost = 0;

	for (int i = 0; i < DATABASES; i++) {
		struct power_vfs *power = power_vfs_new(seed + (uint64_t)i, false);

		scene_clear(scene);
		fail_again_and_again(scene, power, &seed, survival, FAILURES);
		lost += power_vfs_lost(power);
		power_vfs_end(power);
	}
	print_message("# %s: %d failures, %" PRId64 " unsynced writes lost\n",
		      survival_names[survival], DATABASES * FAILURES, lost);
	assert_true(lost > (int64_t)DATABASES * FAILURES);
}

static void test_power__nothing_unsynced_survives(void **state)
{
	run_failures(*state, SURVIVES_NOTHING);
}

static void test_power__a_beginning_of_the_unsynced_survives(void **state)
{
	run_failures(*state, SURVIVES_BEGINNING);
}

static void test_power__any_sectors_of_the_unsynced_survive(void **state)
{
	run_failures(*state, SURVIVES_ANY);
}

/* How far the line came on a lying disk; -1 when nothing can be made of the database. */
static int64_t line_on_lying_disk(struct scene *scene)
{
	struct snapshot *snapshot;
	struct store *store;
	int64_t at = -1;

	if (failed(scene_store(scene, "power", &store)))
		return -1;
	if (!failed(store_snapshot(store, &snapshot))) {
		at = line_at(snapshot, "A");
		snapshot_release(snapshot);
	}
	store_close(store);
	return at;
}

static void test_power__a_disk_that_lies_about_syncs_loses_what_was_acknowledged(void **state)
{
	struct scene *scene = *state;

	for (int survival = 0; survival < POWER_SURVIVAL_COUNT; survival++) {
		struct power_vfs *power;

		scene_clear(scene);
		scene_create(scene, NULL);
		power = power_vfs_new(99, true);
		int64_t acknowledged = work_until_off(scene, 0);

		assert_int_equal(acknowledged, STEPS_MAX);
		power_vfs_fail_now(power);
		power_vfs_restore(power, (enum power_survival)survival);
		assert_true(line_on_lying_disk(scene) < acknowledged);
		power_vfs_end(power);
	}
}

/* The power fails while the database is made: it is there, or can still be made. */
static void test_power__a_new_database_is_there_or_can_be_made_again(void **state)
{
	struct scene *scene = *state;
	struct store_config config = { .path = scene->path, .write = true, .vfs = "power" };
	int64_t n = 0, made = 0, unmade = 0;
	bool off = true;

	while (off) {
		struct power_vfs *power = power_vfs_new(7 + (uint64_t)n, false);

		scene_clear(scene);
		power_vfs_fail_at(power, ++n);
		struct err e = store_create(&config);

		off = power_vfs_is_off(power);
		power_vfs_fail_now(power);
		power_vfs_restore(power, (enum power_survival)(n % POWER_SURVIVAL_COUNT));
		bool acknowledged = !failed(e);

		e = store_create(&config);
		if (failed(e))
			assert_fails(e, ERR_CONFLICT);
		assert_true(failed(e) || !acknowledged);
		made += failed(e);
		unmade += !failed(e);
		assert_int_equal(line_after_restart(scene, 0), 0);
		power_vfs_end(power);
	}
	print_message("# %" PRId64 " moments: %" PRId64 " times it was there already\n", n, made);
	assert_true(unmade > 0 && made > 0);
}

/*
 * Copies the database; the power fails at the n-th call, or just after the copy was acknowledged.
 * Whoever reads the copy afterwards cannot repair it: it must be whole as it is.
 */
static bool copy_and_fail(struct scene *scene, uint64_t seed, int64_t n,
			  enum power_survival survival)
{
	struct power_vfs *power = power_vfs_new(seed, false);
	struct store_config config = { .path = scene->other, .vfs = "power" };
	struct store *store, *copy;

	assert_ok(scene_store(scene, "power", &store));
	power_vfs_fail_at(power, n);
	struct err e = store_backup(store, scene->other);

	power_vfs_fail_now(power);
	store_close(store);
	power_vfs_restore(power, survival);
	assert_int_equal(line_after_restart(scene, 3), 3);
	bool acknowledged = !failed(e);

	e = store_open(&config, &copy);
	if (acknowledged)
		assert_ok(e);
	if (!failed(e)) {
		assert_int_equal(assert_line(copy, "A", 3), 3);
		assert_whole(scene, copy, NULL);
		store_close(copy);
	}
	power_vfs_end(power);
	return acknowledged;
}

static void test_power__a_copy_that_was_acknowledged_is_whole(void **state)
{
	enum { COPIES = 24 };
	struct scene *scene = *state;
	struct store *store;
	int64_t n = 0;

	scene_create(scene, NULL);
	assert_ok(scene_store(scene, NULL, &store));
	for (int64_t step = 1; step <= 3; step++)
		assert_ok(line_step(&scene->scratch, store, "A", step, NULL));
	store_close(store);
	do {
		n++;
		unlink(scene->other);
	} while (!copy_and_fail(scene, 70 + (uint64_t)n, n,
				(enum power_survival)(n % POWER_SURVIVAL_COUNT)));
	for (int i = 0; i < COPIES; i++) {
		unlink(scene->other);
		assert_true(copy_and_fail(scene, 700 + (uint64_t)i, 0,
					  (enum power_survival)(i % POWER_SURVIVAL_COUNT)));
	}
	print_message("# %" PRId64 " moments of copying, %d copies\n", n, COPIES);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, scene_open, scene_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(test_power__nothing_unsynced_survives),
		CASE(test_power__a_beginning_of_the_unsynced_survives),
		CASE(test_power__any_sectors_of_the_unsynced_survive),
		CASE(test_power__a_disk_that_lies_about_syncs_loses_what_was_acknowledged),
		CASE(test_power__a_new_database_is_there_or_can_be_made_again),
		CASE(test_power__a_copy_that_was_acknowledged_is_whole),
	};

	return cmocka_run_group_tests_name("power", tests, NULL, NULL);
}
