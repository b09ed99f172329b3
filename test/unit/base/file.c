/* Whole files in and out, in a folder of its own under $TMPDIR that each test begins with empty. */
#include "base/file.h"

#include "base/arena.h"
#include "base/memory.h"
#include "testing.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct place {
	struct arena arena;
	char folder[256];
};

static int place_make(void **state)
{
	static struct place place;
	const char *parent = getenv("TMPDIR");

	snprintf(place.folder, sizeof(place.folder), "%s/outturn-file-XXXXXX",
		 parent ? parent : "/tmp");
	arena_init(&place.arena, 16 << 20);
	*state = &place;
	return mkdtemp(place.folder) ? 0 : -1;
}

/* Removes the folder and what a test has left in it, which is one level deep. */
static int place_remove(void **state)
{
	struct place *place = *state;
	DIR *folder = opendir(place->folder);
	const struct dirent *entry;

	while (folder && (entry = readdir(folder)))
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			unlinkat(dirfd(folder), entry->d_name,
				 entry->d_type == DT_DIR ? AT_REMOVEDIR : 0);
	if (folder)
		closedir(folder);
	arena_finish(&place->arena);
	return rmdir(place->folder);
}

static struct str in(struct place *place, const char *name)
{
	return path_join(&place->arena, str_of(place->folder), str_of(name));
}

static size_t entries(struct place *place)
{
	struct str *names;
	size_t count;

	assert_ok(folder_list(&place->arena, str_of(place->folder), &names, &count));
	return count;
}

static void test_file__comes_back_as_it_was_written(void **state)
{
	struct place *place = *state;
	char *zeros = memory_take(3000000);
	struct str bytes, big = { zeros, 3000000 };

	assert_ok(file_write(&place->arena, in(place, "a.csv"), S("code,name\r\n\0\xff")));
	assert_ok(file_read(&place->arena, in(place, "a.csv"), 100, &bytes));
	assert_str(bytes, "code,name\r\n\0\xff");

	assert_ok(file_write(&place->arena, in(place, "a.csv"), big));
	assert_ok(file_read(&place->arena, in(place, "a.csv"), big.len, &bytes));
	assert_true(str_eq(bytes, big));

	assert_ok(file_write(&place->arena, in(place, "a.csv"), (struct str){ 0 }));
	assert_ok(file_read(&place->arena, in(place, "a.csv"), 0, &bytes));
	assert_str(bytes, "");
	assert_int_equal(entries(place), 1);
	memory_give(zeros);
}

static void test_file__is_found_from_the_folder_one_stands_in(void **state)
{
	struct place *place = *state;
	char here[4096];
	struct str bytes;

	assert_non_null(getcwd(here, sizeof(here)));
	assert_int_equal(chdir(place->folder), 0);
	assert_ok(file_write(&place->arena, S("a.csv"), S("here")));
	assert_ok(folder_make(&place->arena, S("folder")));
	assert_ok(file_write(&place->arena, S("folder//../b.csv"), S("there")));
	assert_int_equal(chdir(here), 0);
	assert_ok(file_read(&place->arena, in(place, "a.csv"), 100, &bytes));
	assert_str(bytes, "here");
	assert_ok(file_read(&place->arena, in(place, "b.csv"), 100, &bytes));
	assert_str(bytes, "there");
	assert_true(path_is_folder(&place->arena, in(place, "folder")));
}

static void test_file_read__tells_apart_why_it_cannot(void **state)
{
	struct place *place = *state;
	struct str bytes = S("untouched");

	assert_ok(file_write(&place->arena, in(place, "a.csv"), S("12345")));
	assert_fails(file_read(&place->arena, in(place, "b.csv"), 100, &bytes), ERR_NOT_FOUND);
	assert_fails(file_read(&place->arena, in(place, "a.csv/b"), 100, &bytes), ERR_NOT_FOUND);
	assert_fails(file_read(&place->arena, S(""), 100, &bytes), ERR_NOT_FOUND);
	assert_fails(file_read(&place->arena, in(place, "a.csv"), 4, &bytes), ERR_LIMIT);
	assert_fails(file_read(&place->arena, str_of(place->folder), 100, &bytes), ERR_IO);
	assert_fails(file_read(&place->arena, S("/dev/zero"), 100, &bytes), ERR_IO);
	assert_str(bytes, "untouched");
	assert_ok(file_read(&place->arena, in(place, "a.csv"), 5, &bytes));
	assert_str(bytes, "12345");
}

static void test_file_read__does_not_wait_for_a_pipe(void **state)
{
	struct place *place = *state;
	struct str bytes;

	assert_int_equal(mkfifo(in(place, "pipe").at, 0600), 0);
	assert_fails(file_read(&place->arena, in(place, "pipe"), 100, &bytes), ERR_IO);
	assert_fails(file_write(&place->arena, in(place, "pipe"), S("x")), ERR_IO);
}

static void test_file__refuses_a_zero_byte_in_a_path(void **state)
{
	struct place *place = *state;
	struct str path, bytes;

	assert_ok(file_write(&place->arena, in(place, "a.csv"), S("12345")));
	path = str_format(&place->arena, "%s/a.csv%c.txt", place->folder, '\0');
	assert_fails(file_read(&place->arena, path, 100, &bytes), ERR_NOT_FOUND);
	assert_fails(file_write(&place->arena, path, S("x")), ERR_NOT_FOUND);
	assert_false(path_is_folder(&place->arena,
				    str_format(&place->arena, "%s%c", place->folder, '\0')));
}

static void test_file_write__leaves_the_old_file_when_it_fails(void **state)
{
	struct place *place = *state;
	struct str bytes;

	assert_ok(folder_make(&place->arena, in(place, "folder")));
	assert_fails(file_write(&place->arena, in(place, "folder"), S("x")), ERR_IO);
	assert_true(path_is_folder(&place->arena, in(place, "folder")));
	assert_fails(file_write(&place->arena, in(place, "absent/a.csv"), S("x")), ERR_NOT_FOUND);
	assert_fails(file_write(&place->arena, S("/dev/null"), S("x")), ERR_IO);

	assert_ok(file_write(&place->arena, in(place, "a.csv"), S("old")));
	for (uint64_t n = 1; n < 20; n++) {
		struct arena small;
		struct err result;

		/* An arena without a byte to spare, and one that the system refuses. */
		arena_init(&small, n % 2 ? n * 20 : 1 << 20);
		memory_fail_after(n % 2 ? 0 : 1);
		result = file_write(&small, in(place, "a.csv"), S("new"));
		memory_fail_after(0);
		if (failed(result)) {
			assert_fails(result, ERR_LIMIT);
			assert_ok(file_read(&place->arena, in(place, "a.csv"), 100, &bytes));
			assert_str(bytes, "old");
		} else {
			assert_ok(file_write(&place->arena, in(place, "a.csv"), S("old")));
		}
		arena_finish(&small);
		assert_int_equal(entries(place), 1);
	}
}

static void test_folder_make__is_content_with_one_that_is_there(void **state)
{
	struct place *place = *state;
	struct str path = in(place, "folder");

	assert_false(path_is_folder(&place->arena, path));
	assert_ok(folder_make(&place->arena, path));
	assert_true(path_is_folder(&place->arena, path));
	assert_ok(folder_make(&place->arena, path));
	assert_ok(folder_make(&place->arena, in(place, "folder/")));
	assert_ok(file_write(&place->arena, in(place, "file"), S("")));
	assert_fails(folder_make(&place->arena, in(place, "file")), ERR_IO);
	assert_fails(folder_make(&place->arena, in(place, "absent/folder")), ERR_NOT_FOUND);
	assert_false(path_is_folder(&place->arena, in(place, "file")));
}

static void test_folder_list__names_plain_files_in_byte_order(void **state)
{
	struct place *place = *state;
	struct str *names;
	size_t count;

	assert_ok(folder_list(&place->arena, str_of(place->folder), &names, &count));
	assert_int_equal(count, 0);
	assert_ok(file_write(&place->arena, in(place, "unit.csv"), S("")));
	assert_ok(file_write(&place->arena, in(place, "action.csv"), S("")));
	assert_ok(file_write(&place->arena, in(place, "Unit.csv"), S("")));
	assert_ok(folder_make(&place->arena, in(place, "folder.csv")));
	assert_int_equal(symlink("unit.csv", in(place, "link.csv").at), 0);
	assert_int_equal(symlink("nowhere", in(place, "dangling.csv").at), 0);
	assert_ok(folder_list(&place->arena, str_of(place->folder), &names, &count));
	assert_true(path_is_taken(&place->arena, in(place, "dangling.csv")));
	assert_false(path_is_taken(&place->arena, in(place, "absent.csv")));
	assert_int_equal(count, 4);
	assert_str(names[0], "Unit.csv");
	assert_str(names[1], "action.csv");
	assert_str(names[2], "link.csv");
	assert_str(names[3], "unit.csv");
	assert_fails(folder_list(&place->arena, in(place, "absent"), &names, &count),
		     ERR_NOT_FOUND);
	assert_fails(folder_list(&place->arena, in(place, "unit.csv"), &names, &count),
		     ERR_NOT_FOUND);
}

static void test_path_join__puts_one_slash_between(void **state)
{
	struct place *place = *state;

	assert_str(path_join(&place->arena, S("plans/baku"), S("unit.csv")), "plans/baku/unit.csv");
	assert_str(path_join(&place->arena, S("plans/baku/"), S("unit.csv")),
		   "plans/baku/unit.csv");
	assert_str(path_join(&place->arena, S(""), S("unit.csv")), "unit.csv");
	assert_str(path_join(&place->arena, S("/"), S("unit.csv")), "/unit.csv");
}

static void test_file_set__replaces_and_removes_together(void **state)
{
	struct place *place = *state;
	struct file_set set;
	struct str text;

	assert_ok(file_write(&place->arena, in(place, "a.csv"), S("old")));
	assert_ok(file_write(&place->arena, in(place, "b.csv"), S("old")));
	assert_ok(file_set_open(&set, &place->arena, str_of(place->folder)));
	assert_ok(file_set_write(&set, S("a.csv"), S("new")));
	assert_ok(file_set_remove(&set, S("b.csv")));
	assert_ok(file_set_remove(&set, S("never-there.csv")));
	assert_ok(file_set_write(&set, S("c.csv"), S("fresh")));
	assert_ok(file_read(&place->arena, in(place, "a.csv"), 100, &text));
	assert_str(text, "old");
	assert_ok(file_set_replace(&set));
	file_set_close(&set);
	assert_ok(file_read(&place->arena, in(place, "a.csv"), 100, &text));
	assert_str(text, "new");
	assert_ok(file_read(&place->arena, in(place, "c.csv"), 100, &text));
	assert_str(text, "fresh");
	assert_int_equal(entries(place), 2);
}

static void test_file_set__what_is_not_replaced_leaves_nothing(void **state)
{
	struct place *place = *state;
	struct file_set set;
	struct str text;

	assert_ok(file_write(&place->arena, in(place, "a.csv"), S("old")));
	assert_ok(file_set_open(&set, &place->arena, str_of(place->folder)));
	assert_ok(file_set_write(&set, S("a.csv"), S("new")));
	assert_ok(file_set_remove(&set, S("a.csv")));
	file_set_close(&set);
	assert_ok(file_read(&place->arena, in(place, "a.csv"), 100, &text));
	assert_str(text, "old");
	assert_int_equal(entries(place), 1);
}

static void test_file_set__needs_a_folder(void **state)
{
	struct place *place = *state;
	struct file_set set;

	assert_fails(file_set_open(&set, &place->arena, in(place, "nowhere")), ERR_NOT_FOUND);
	file_set_close(&set);
}

static void test_file_pieces__give_any_part_of_a_file(void **state)
{
	struct place *place = *state;
	struct str path = in(place, "a.csv"), piece;
	struct file_pieces pieces = { .fd = -1 };

	assert_fails(file_pieces_open(&pieces, &place->arena, path), ERR_NOT_FOUND);
	assert_fails(file_pieces_open(&pieces, &place->arena, str_of(place->folder)), ERR_IO);
	file_pieces_close(&pieces);
	assert_ok(file_write(&place->arena, path, S("0123456789")));
	assert_ok(file_pieces_open(&pieces, &place->arena, path));
	assert_int_equal(pieces.size, 10);
	assert_ok(file_pieces_read(&pieces, &place->arena, 0, 4, &piece));
	assert_str(piece, "0123");
	assert_ok(file_pieces_read(&pieces, &place->arena, 8, 4, &piece));
	assert_str(piece, "89");
	assert_ok(file_pieces_read(&pieces, &place->arena, 10, 4, &piece));
	assert_str(piece, "");
	assert_ok(file_pieces_read(&pieces, &place->arena, 99, 4, &piece));
	assert_str(piece, "");
	assert_int_equal(truncate(str_cstr(&place->arena, path), 5), 0);
	assert_fails(file_pieces_read(&pieces, &place->arena, 4, 4, &piece), ERR_IO);
	file_pieces_close(&pieces);
	assert_int_equal(pieces.fd, -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_file__comes_back_as_it_was_written, place_make,
						place_remove),
		cmocka_unit_test_setup_teardown(test_file__is_found_from_the_folder_one_stands_in,
						place_make, place_remove),
		cmocka_unit_test_setup_teardown(test_file_read__tells_apart_why_it_cannot,
						place_make, place_remove),
		cmocka_unit_test_setup_teardown(test_file_read__does_not_wait_for_a_pipe,
						place_make, place_remove),
		cmocka_unit_test_setup_teardown(test_file_pieces__give_any_part_of_a_file,
						place_make, place_remove),
		cmocka_unit_test_setup_teardown(test_file__refuses_a_zero_byte_in_a_path,
						place_make, place_remove),
		cmocka_unit_test_setup_teardown(test_file_write__leaves_the_old_file_when_it_fails,
						place_make, place_remove),
		cmocka_unit_test_setup_teardown(test_file_set__replaces_and_removes_together,
						place_make, place_remove),
		cmocka_unit_test_setup_teardown(test_file_set__what_is_not_replaced_leaves_nothing,
						place_make, place_remove),
		cmocka_unit_test_setup_teardown(test_file_set__needs_a_folder, place_make,
						place_remove),
		cmocka_unit_test_setup_teardown(test_folder_make__is_content_with_one_that_is_there,
						place_make, place_remove),
		cmocka_unit_test_setup_teardown(test_folder_list__names_plain_files_in_byte_order,
						place_make, place_remove),
		cmocka_unit_test_setup_teardown(test_path_join__puts_one_slash_between, place_make,
						place_remove),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
