/* A folder read with everything that can be wrong in it, and written again. */
#include "testing.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/limits.h"
#include "exchange/folder.h"
#include "model/snapshot.h"
#include "model/term.h"

struct fixture {
	struct arena arena;
	char folder[64];
	struct diagnostics diagnostics;
	struct folder_source source;
};

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	arena_init(&f->arena, LIMIT_REQUEST_ARENA);
	diagnostics_init(&f->diagnostics, &f->arena);
	snprintf(f->folder, sizeof(f->folder), "/tmp/outturn-folder-XXXXXX");
	assert_non_null(mkdtemp(f->folder));
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	struct str *names;
	size_t count;

	folder_source_close(&f->source);
	assert_ok(folder_list(&f->arena, str_of(f->folder), &names, &count));
	for (size_t i = 0; i < count; i++)
		unlink(str_cstr(&f->arena, path_join(&f->arena, str_of(f->folder), names[i])));
	assert_int_equal(rmdir(f->folder), 0);
	arena_finish(&f->arena);
	free(f);
	return 0;
}

static void put(struct fixture *f, const char *name, struct str bytes)
{
	assert_ok(file_write(&f->arena, path_join(&f->arena, str_of(f->folder), str_of(name)),
			     bytes));
}

/* The path of a name in the folder, for the system. */
static const char *in(struct fixture *f, const char *name)
{
	return str_cstr(&f->arena, path_join(&f->arena, str_of(f->folder), str_of(name)));
}

static struct err open_source(struct fixture *f)
{
	return folder_source_open(&f->source, &f->arena, str_of(f->folder), &f->diagnostics);
}

/* Reads all; how many rows there were. */
static size_t read_rows(struct fixture *f)
{
	struct row_chunk chunk;
	size_t rows = 0;

	for (;;) {
		assert_ok(f->source.rows.next(&f->source.rows, &f->arena, &f->diagnostics, &chunk));
		if (!chunk.noun)
			return rows;
		rows += chunk.count;
	}
}

/* The place and name of every diagnostic, one a line. */
static struct str told(struct fixture *f)
{
	struct buf buf;

	buf_init(&buf, &f->arena);
	for (size_t i = 0; i < f->diagnostics.items.count; i++) {
		const struct diagnostic *d = LIST_AT(f->diagnostics.items, struct diagnostic, i);

		buf_format(&buf, "%.*s:%lld:%.*s %s %.*s\n", STR_ARGS(d->file), (long long)d->line,
			   STR_ARGS(d->column), diagnostic_name(d->id), STR_ARGS(d->key));
	}
	return buf_held(&buf);
}

static void test_folder__every_wrong_cell_is_told_in_one_pass(void **state)
{
	struct fixture *f = *state;

	put(f, "term.csv", S("name,code\nfine,A\n,B\nno code,\nbad code,C D\n"));
	put(f, "area_membership.csv",
	    S("area,area_group,valid_from\nBGD,LDC,soon\nLAO,LDC,2026-02-30\n"));
	assert_ok(open_source(f));
	assert_int_equal(read_rows(f), 2);
	assert_str(told(f), "area_membership.csv:2:valid_from bad-cell LDC/BGD\n"
			    "area_membership.csv:3:valid_from bad-cell LDC/LAO\n"
			    "term.csv:3:name missing-value B\n"
			    "term.csv:4:code missing-value line 4\n"
			    "term.csv:5:code bad-cell line 5\n");
}

static void test_folder__what_is_meant_as_a_table_does_not_go_unnoticed(void **state)
{
	struct fixture *f = *state;
	struct row_chunk chunk;

	put(f, "TERM.CSV", S("code,name\n"));
	put(f, "node.Csv", S("code\n"));
	put(f, "notes.txt", S("none of ours"));
	assert_ok(open_source(f));
	assert_str(told(f), "TERM.CSV:0: unknown-table \n"
			    "node.Csv:0: unknown-table \n");
	folder_source_close(&f->source);
	assert_int_equal(symlink("nowhere", in(f, "term.csv")), 0);
	assert_ok(open_source(f));
	struct err e = f->source.rows.next(&f->source.rows, &f->arena, &f->diagnostics, &chunk);

	assert_fails(e, ERR_NOT_FOUND);
	/* What it says outlives the source. */
	folder_source_close(&f->source);
	assert_true(str_find(e.detail, S("/term.csv: "), 0) != SIZE_MAX);
	assert_int_equal(unlink(in(f, "term.csv")), 0);
}

static void test_folder__a_table_that_cannot_be_read_is_marked(void **state)
{
	struct fixture *f = *state;
	struct row_chunk chunk;

	put(f, "term.csv", S("name\nA\n"));
	assert_ok(open_source(f));
	assert_ok(f->source.rows.next(&f->source.rows, &f->arena, &f->diagnostics, &chunk));
	assert_non_null(chunk.noun);
	assert_true(f->source.rows.incomplete & NOUN_BIT(chunk.noun->id));
	assert_int_equal(chunk.count, 0);
}

static void test_folder__an_error_in_writing_outlives_the_sink(void **state)
{
	struct fixture *f = *state;
	struct term term = { .code = S("A"), .name = S("a") };
	struct folder_sink sink;

	assert_int_equal(mkdir(in(f, "term.csv"), 0777), 0);
	assert_ok(folder_sink_open(&sink, &f->arena, str_of(f->folder)));
	assert_ok(sink.rows.take(&sink.rows, noun_of(NOUN_TERM), &term, 1));
	struct err e = sink.rows.done(&sink.rows);

	folder_sink_close(&sink);
	assert_fails(e, ERR_IO);
	assert_true(str_find(e.detail, S("/term.csv"), 0) != SIZE_MAX);
	assert_int_equal(rmdir(in(f, "term.csv")), 0);
}

static void test_folder__wrong_headers_are_told(void **state)
{
	struct fixture *f = *state;

	put(f, "term.csv", S("code,code,mood\nA,B,c\n"));
	put(f, "weather.csv", S("x\n"));
	assert_ok(open_source(f));
	assert_int_equal(read_rows(f), 1);
	assert_str(told(f), "weather.csv:0: unknown-table \n"
			    "term.csv:1:code duplicate-column \n"
			    "term.csv:1:mood unknown-column \n"
			    "term.csv:1:name missing-column \n");
}

static void test_folder__lines_of_another_length_are_told(void **state)
{
	struct fixture *f = *state;

	put(f, "term.csv", S("code,name\nA,a,extra\nB\nC,c\n\"D,d\n"));
	assert_ok(open_source(f));
	assert_int_equal(read_rows(f), 1);
	assert_str(told(f), "term.csv:2: bad-syntax \nterm.csv:3: bad-syntax \n"
			    "term.csv:5: bad-syntax \n");
}

static void test_folder__bytes_that_are_no_text_are_told_with_their_line(void **state)
{
	struct fixture *f = *state;

	put(f, "term.csv", S("code,name\nA,a\nB,caf\xE9\n"));
	put(f, "unit.csv",
	    S("\xFF\xFE"
	      "c\0o\0"));
	assert_ok(open_source(f));
	assert_int_equal(read_rows(f), 0);
	assert_str(told(f), "unit.csv:1: bad-encoding \nterm.csv:3: bad-encoding \n");
}

static void test_folder__an_empty_file_lacks_its_columns(void **state)
{
	struct fixture *f = *state;

	put(f, "term.csv", S(""));
	assert_ok(open_source(f));
	assert_int_equal(read_rows(f), 0);
	assert_str(told(f), "term.csv:1:code missing-column \nterm.csv:1:name missing-column \n");
}

static void test_folder__one_without_tables_is_no_plan(void **state)
{
	struct fixture *f = *state;

	put(f, "README.md", S("nothing here"));
	assert_fails(open_source(f), ERR_INVALID);
}

static void test_folder__one_that_is_not_there_is_not_found(void **state)
{
	struct fixture *f = *state;

	assert_fails(
		folder_source_open(&f->source, &f->arena, S("/nowhere/at/all"), &f->diagnostics),
		ERR_NOT_FOUND);
}

static void test_folder__a_newer_or_broken_package_is_told(void **state)
{
	struct fixture *f = *state;
	static const struct str packages[] = {
		STR("{\"outturn\": {\"format\": 999}}"),
		STR("{\"outturn\": {\"format\": \"1\"}}"),
		STR("{"),
		STR(""),
		STR("[1,"),
	};

	put(f, "term.csv", S("code,name\nA,a\n"));
	for (size_t i = 0; i < countof(packages); i++) {
		put(f, "datapackage.json", packages[i]);
		diagnostics_init(&f->diagnostics, &f->arena);
		assert_ok(open_source(f));
		assert_int_equal(f->diagnostics.count, 1);
		folder_source_close(&f->source);
	}
}

static struct digest read_digest(struct fixture *f, struct str bytes)
{
	struct digest digest;

	put(f, "term.csv", bytes);
	assert_ok(open_source(f));
	read_rows(f);
	digest = f->source.rows.digest(&f->source.rows);
	folder_source_close(&f->source);
	return digest;
}

static void test_folder__the_digest_is_of_the_bytes(void **state)
{
	struct digest a = read_digest(*state, S("code,name\nA,a\n"));
	struct digest b = read_digest(*state, S("code,name\nA,b\n"));

	assert_false(digest_eq(a, b));
	assert_false(digest_eq(a, digest_of(S(""))));
	assert_true(digest_eq(a, read_digest(*state, S("code,name\nA,a\n"))));
}

static void test_folder__a_table_that_lost_its_rows_loses_its_file(void **state)
{
	struct fixture *f = *state;
	struct term term = { .code = S("A"), .name = S("a, \"quoted\"") };
	struct folder_sink sink;
	struct str text;

	put(f, "unit.csv", S("code,name\nX,x\n"));
	put(f, "notes.txt", S("mine"));
	assert_ok(folder_sink_open(&sink, &f->arena, str_of(f->folder)));
	assert_ok(sink.rows.take(&sink.rows, &term_noun, &term, 1));
	assert_ok(sink.rows.done(&sink.rows));
	folder_sink_close(&sink);
	assert_fails(file_read(&f->arena, path_join(&f->arena, str_of(f->folder), S("unit.csv")),
			       1000, &text),
		     ERR_NOT_FOUND);
	assert_ok(file_read(&f->arena, path_join(&f->arena, str_of(f->folder), S("notes.txt")),
			    1000, &text));
	assert_ok(file_read(&f->arena, path_join(&f->arena, str_of(f->folder), S("term.csv")), 1000,
			    &text));
	assert_str(text, "code,name,section\nA,\"a, \"\"quoted\"\"\",\n");
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(test_folder__every_wrong_cell_is_told_in_one_pass),
		CASE(test_folder__what_is_meant_as_a_table_does_not_go_unnoticed),
		CASE(test_folder__a_table_that_cannot_be_read_is_marked),
		CASE(test_folder__an_error_in_writing_outlives_the_sink),
		CASE(test_folder__wrong_headers_are_told),
		CASE(test_folder__lines_of_another_length_are_told),
		CASE(test_folder__bytes_that_are_no_text_are_told_with_their_line),
		CASE(test_folder__an_empty_file_lacks_its_columns),
		CASE(test_folder__one_without_tables_is_no_plan),
		CASE(test_folder__one_that_is_not_there_is_not_found),
		CASE(test_folder__a_newer_or_broken_package_is_told),
		CASE(test_folder__the_digest_is_of_the_bytes),
		CASE(test_folder__a_table_that_lost_its_rows_loses_its_file),
	};

	return cmocka_run_group_tests_name("folder", tests, NULL, NULL);
}
