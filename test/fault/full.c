/*
 * A full disk: a VFS that has room for so many bytes in the folder. The error says so, nothing that was
 * acknowledged is lost, and the same open database works again when there is room.
 */
#include "scene.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "shim.h"

struct full_disk {
	struct shim shim;
	struct scene *scene;
	int64_t room; /* bytes that the files of the folder may have together */
};

static int64_t size_of(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 ? status.st_size : 0;
}

/* All files of the folder but the memory that connections share, which is no disk's. */
static int64_t used(struct scene *scene)
{
	struct str folder = str_of(scene->folder), *names;
	int64_t bytes = 0;
	size_t count;

	assert_ok(folder_list(&scene->arena, folder, &names, &count));
	for (size_t i = 0; i < count; i++)
		if (!str_ends(names[i], S("-shm")))
			bytes += size_of(path_join(&scene->arena, folder, names[i]).at);
	return bytes;
}

static int before(struct shim *shim, const struct shim_call *call)
{
	struct full_disk *disk = (struct full_disk *)shim;
	int64_t growth;

	if (call->operation != SHIM_WRITE || !call->path)
		return SQLITE_OK;
	growth = call->offset + call->count - size_of(call->path);
	return growth > 0 && used(disk->scene) + growth > disk->room ? SQLITE_FULL : SQLITE_OK;
}

static int full_open(void **state)
{
	struct full_disk *disk = calloc(1, sizeof(*disk));

	scene_open((void **)&disk->scene);
	disk->shim.before = before;
	disk->room = INT64_MAX;
	shim_init(&disk->shim, "full");
	*state = disk;
	return 0;
}

static int full_close(void **state)
{
	struct full_disk *disk = *state;

	shim_finish(&disk->shim);
	scene_close((void **)&disk->scene);
	free(disk);
	return 0;
}

static void assert_disk_is_full(struct err e)
{
	assert_fails(e, ERR_IO);
	assert_str(e.detail, "the disk is full");
}

/* Steps until the disk is full; the last step acknowledged. */
static int64_t fill(struct full_disk *disk, struct store *store, int64_t step)
{
	struct err e = OK;

	while (!failed(e)) {
		e = line_step(&disk->scene->scratch, store, "A", step + 1, NULL);
		step += !failed(e);
	}
	assert_disk_is_full(e);
	return step;
}

static void test_full__nothing_is_lost_and_work_goes_on_when_there_is_room(void **state)
{
	struct full_disk *disk = *state;
	struct store *store;
	int64_t step = 0;
	int times = 0;

	scene_create(disk->scene, NULL);
	assert_ok(scene_store(disk->scene, "full", &store));
	for (int64_t more = 0; more < 200000; more += 7001, times++) {
		disk->room = used(disk->scene) + more;
		step = fill(disk, store, step);
		assert_int_equal(assert_line(store, "A", step), step);
		assert_whole(disk->scene, store, NULL);
		disk->room = INT64_MAX;
		assert_ok(line_step(&disk->scene->scratch, store, "A", ++step, NULL));
		assert_int_equal(assert_line(store, "A", step), step);
		arena_reset(&disk->scene->arena);
	}
	print_message("# %d times full, %" PRId64 " acknowledged commits\n", times, step);
	store_close(store);
	assert_ok(scene_store(disk->scene, NULL, &store));
	assert_whole(disk->scene, store, NULL);
	assert_int_equal(assert_line(store, "A", step), step);
	store_close(store);
}

/* Closing and opening again must not need more room than there is. */
static void test_full__a_database_on_a_full_disk_can_be_closed_and_read(void **state)
{
	struct full_disk *disk = *state;
	struct store_config config = { .path = disk->scene->path, .vfs = "full" };
	struct store *store;

	scene_create(disk->scene, NULL);
	assert_ok(scene_store(disk->scene, "full", &store));
	disk->room = used(disk->scene) + 300000;
	int64_t step = fill(disk, store, 0);

	assert_true(step > 0);
	disk->room = 0;
	store_close(store);
	assert_ok(store_open(&config, &store));
	assert_int_equal(assert_line(store, "A", step), step);
	assert_whole(disk->scene, store, NULL);
	store_close(store);
}

static void test_full__a_database_that_has_no_room_can_be_made_later(void **state)
{
	struct full_disk *disk = *state;
	struct store_config config = { .path = disk->scene->path, .write = true, .vfs = "full" };
	struct err e = ERROR(ERR_IO, "the disk is full");
	struct store *store;
	int times = 0;

	for (int64_t room = 0; failed(e); room += 9973, times++) {
		scene_clear(disk->scene);
		disk->room = room;
		e = store_create(&config);
		if (failed(e))
			assert_disk_is_full(e);
		disk->room = INT64_MAX;
		if (failed(e))
			assert_ok(store_create(&config));
		assert_ok(scene_store(disk->scene, NULL, &store));
		assert_whole(disk->scene, store, NULL);
		store_close(store);
	}
	print_message("# %d times full\n", times - 1);
	assert_true(times > 2);
}

static void test_full__a_copy_that_has_no_room_leaves_nothing(void **state)
{
	struct full_disk *disk = *state;
	struct err e = ERROR(ERR_IO, "the disk is full");
	struct store *store, *copy;
	int times = 0;

	scene_create(disk->scene, NULL);
	assert_ok(scene_store(disk->scene, "full", &store));
	assert_ok(line_step(&disk->scene->scratch, store, "A", 1, NULL));
	for (int64_t room = 0; failed(e); room += 19961, times++) {
		disk->room = used(disk->scene) + room;
		e = store_backup(store, disk->scene->other);
		if (!failed(e))
			break;
		assert_disk_is_full(e);
		assert_int_equal(size_of(disk->scene->other), 0);
	}
	disk->room = INT64_MAX;
	store_close(store);
	struct store_config config = { .path = disk->scene->other };

	assert_ok(store_open(&config, &copy));
	assert_whole(disk->scene, copy, NULL);
	assert_int_equal(assert_line(copy, "A", 1), 1);
	store_close(copy);
	print_message("# %d times full\n", times);
	assert_true(times > 2);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, full_open, full_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(test_full__nothing_is_lost_and_work_goes_on_when_there_is_room),
		CASE(test_full__a_database_on_a_full_disk_can_be_closed_and_read),
		CASE(test_full__a_database_that_has_no_room_can_be_made_later),
		CASE(test_full__a_copy_that_has_no_room_leaves_nothing),
	};

	return cmocka_run_group_tests_name("full", tests, NULL, NULL);
}
