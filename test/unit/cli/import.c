/* Plans in and out, from folder to database and back: the whole of plans/baku, and what is refused. */
#include "testing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/export_plan.h"
#include "app/import_plan.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/limits.h"
#include "exchange/csv.h"
#include "exchange/folder.h"
#include "model/term.h"
#include "store/store.h"

static const char baku[] = SOURCE_ROOT "/plans/baku";

struct fixture {
	struct arena arena;
	char folder[64];    /* everything below goes with the test */
	struct str in, out; /* two folders in it */
	struct app app;
	struct diagnostics diagnostics;
	struct import_result result;
};

/* The clock and the chance of a test. */
static struct moment test_now(void *context)
{
	(void)context;
	return (struct moment){ (int64_t)date_of(2026, 11, 23).day * 86400 * 1000000 };
}

static void test_bytes(void *context, void *out, size_t count)
{
	(void)context;
	memset(out, 7, count);
}

static struct str path_in(struct fixture *f, const char *name)
{
	return path_join(&f->arena, str_of(f->folder), str_of(name));
}

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));
	struct store_config config = { .write = true };

	arena_init(&f->arena, LIMIT_COMMAND_ARENA);
	snprintf(f->folder, sizeof(f->folder), "/tmp/outturn-import-XXXXXX");
	assert_non_null(mkdtemp(f->folder));
	f->in = path_in(f, "in");
	f->out = path_in(f, "out");
	assert_ok(folder_make(&f->arena, f->in));
	config.path = str_cstr(&f->arena, path_in(f, "plan.db"));
	f->app = (struct app){ .clock = { test_now, NULL }, .chance = { test_bytes, NULL } };
	assert_ok(store_create(&config));
	assert_ok(store_open(&config, &f->app.store));
	*state = f;
	return 0;
}

static void empty_folder(struct fixture *f, struct str folder)
{
	struct str *names;
	size_t count;

	if (!path_is_folder(&f->arena, folder))
		return;
	assert_ok(folder_list(&f->arena, folder, &names, &count));
	for (size_t i = 0; i < count; i++)
		unlink(str_cstr(&f->arena, path_join(&f->arena, folder, names[i])));
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	store_close(f->app.store);
	empty_folder(f, f->in);
	empty_folder(f, f->out);
	rmdir(str_cstr(&f->arena, f->in));
	rmdir(str_cstr(&f->arena, f->out));
	empty_folder(f, str_of(f->folder));
	assert_int_equal(rmdir(f->folder), 0);
	arena_finish(&f->arena);
	free(f);
	return 0;
}

static struct err import_folder(struct fixture *f, struct str folder, const struct digest *base)
{
	struct folder_source source;
	struct import_request request = {
		.who = S("a planner"), .why = S("a test"), .source = folder, .base = base
	};

	diagnostics_init(&f->diagnostics, &f->arena);
	TRY(folder_source_open(&source, &f->arena, folder, &f->diagnostics));
	request.rows = &source.rows;
	struct err e = import_plan(&f->app, &f->arena, &request, &f->diagnostics, &f->result);

	if (!failed(e))
		snapshot_release(f->result.snapshot);
	folder_source_close(&source);
	return e;
}

static void export_folder(struct fixture *f, struct str folder)
{
	struct folder_sink sink;
	struct snapshot *snapshot;

	assert_ok(store_snapshot(f->app.store, &snapshot));
	assert_ok(folder_sink_open(&sink, &f->arena, folder));
	assert_ok(export_plan(snapshot, &sink.rows));
	folder_sink_close(&sink);
	snapshot_release(snapshot);
}

static struct str bytes_of(struct fixture *f, struct str folder, struct str name)
{
	struct str bytes;

	assert_ok(
		file_read(&f->arena, path_join(&f->arena, folder, name), LIMIT_FILE_BYTES, &bytes));
	return bytes;
}

/* Both folders have the same tables, byte for byte; how many files were compared. */
static size_t assert_same_folder(struct fixture *f, struct str a, struct str b)
{
	struct str *names_a, *names_b;
	size_t count_a, count_b;

	assert_ok(folder_list(&f->arena, a, &names_a, &count_a));
	assert_ok(folder_list(&f->arena, b, &names_b, &count_b));
	assert_int_equal(count_a, count_b);
	for (size_t i = 0; i < count_a; i++) {
		assert_true(str_eq(names_a[i], names_b[i]));
		assert_true(str_eq(bytes_of(f, a, names_a[i]), bytes_of(f, b, names_a[i])));
	}
	return count_a;
}

static void put(struct fixture *f, const char *name, struct str bytes)
{
	assert_ok(file_write(&f->arena, path_join(&f->arena, f->in, str_of(name)), bytes));
}

static void test_import__baku_comes_out_as_it_went_in(void **state)
{
	struct fixture *f = *state;

	assert_ok(import_folder(f, str_of(baku), NULL));
	assert_int_equal(f->diagnostics.count, 0);
	assert_int_equal(f->result.head.batch, 1);
	assert_int_equal(f->result.changed + f->result.removed, 0);
	export_folder(f, f->out);
	assert_true(assert_same_folder(f, str_of(baku), f->out) > 20);
}

static void test_import__the_same_again_is_no_batch(void **state)
{
	struct fixture *f = *state;

	assert_ok(import_folder(f, str_of(baku), NULL));
	assert_ok(import_folder(f, str_of(baku), NULL));
	assert_int_equal(f->result.head.batch, 1);
	assert_int_equal(f->result.added + f->result.changed + f->result.removed, 0);
}

/* Records of a table with columns and rows reversed, all cells quoted, CRLF, a byte-order mark. */
static struct str disguise(struct fixture *f, struct str bytes)
{
	struct csv_reader reader;
	struct csv_record record;
	struct str lines[2048] = { 0 };
	size_t n_lines = 0;
	enum csv_fault fault;
	struct buf out;
	bool more;

	csv_open(&reader, &f->arena, bytes);
	for (;;) {
		struct buf line;

		assert_ok(csv_next(&reader, &record, &fault, &more));
		if (!more)
			break;
		assert_true(n_lines < countof(lines));
		buf_init(&line, &f->arena);
		for (size_t i = record.count; i-- > 0;) {
			struct str rest = record.cells[i], part;

			buf_char(&line, '"');
			for (bool first = true; str_cut(&rest, '"', &part); first = false) {
				if (!first)
					buf_str(&line, S("\"\""));
				buf_str(&line, part);
			}
			buf_str(&line, i > 0 ? S("\",") : S("\"\r\n"));
		}
		assert_ok(buf_done(&line, &lines[n_lines++]));
	}
	buf_init(&out, &f->arena);
	buf_str(&out, S("\xEF\xBB\xBF"));
	buf_str(&out, lines[0]);
	while (n_lines > 1)
		buf_str(&out, lines[--n_lines]);
	return buf_held(&out);
}

static void test_import__order_quotes_and_line_ends_make_no_difference(void **state)
{
	struct fixture *f = *state;
	struct str *names;
	size_t count;

	assert_ok(folder_list(&f->arena, str_of(baku), &names, &count));
	for (size_t i = 0; i < count; i++)
		if (str_ends(names[i], S(".csv")))
			put(f, str_cstr(&f->arena, names[i]),
			    disguise(f, bytes_of(f, str_of(baku), names[i])));
	assert_ok(import_folder(f, f->in, NULL));
	export_folder(f, f->out);
	assert_same_folder(f, str_of(baku), f->out);
}

static void test_import__one_changed_amount_changes_that_cell_alone(void **state)
{
	struct fixture *f = *state;
	struct str before = bytes_of(f, str_of(baku), S("budget_line.csv"));
	struct str amount = S(",205000,");
	size_t at = str_find(before, amount, 0);
	struct str after;

	assert_ok(import_folder(f, str_of(baku), NULL));
	assert_true(at != SIZE_MAX);
	after = str_format(&f->arena, "%.*s,205000.50,%.*s", (int)at, before.at,
			   STR_ARGS(str_slice(before, at + amount.len, before.len)));
	put(f, "budget_line.csv", after);
	assert_ok(import_folder(f, f->in, NULL));
	assert_int_equal(f->result.changed, 1);
	assert_int_equal(f->result.added + f->result.removed, 0);
	export_folder(f, f->out);
	assert_true(str_eq(bytes_of(f, f->out, S("budget_line.csv")), after));
	put(f, "budget_line.csv", before);
	assert_ok(import_folder(f, f->in, NULL));
	export_folder(f, f->out);
	assert_same_folder(f, str_of(baku), f->out);
}

static struct err import_terms(struct fixture *f, struct str csv, const struct digest *base)
{
	put(f, "term.csv", csv);
	return import_folder(f, f->in, base);
}

static void test_import__a_missing_row_is_removed_and_a_missing_table_untouched(void **state)
{
	struct fixture *f = *state;

	assert_ok(import_folder(f, str_of(baku), NULL));
	assert_ok(import_terms(f, S("code,name\nBAP,Baku Action Plan\nNEW,new\n"), NULL));
	assert_int_equal(f->result.added, 1);
	assert_true(f->result.removed > 10);
	assert_ok(import_terms(f, S("code,name\n"), NULL));
	assert_int_equal(f->result.removed, 2);
	export_folder(f, f->out);
	assert_true(str_eq(bytes_of(f, f->out, S("node.csv")),
			   bytes_of(f, str_of(baku), S("node.csv"))));
}

/* What was told, as "file:line:column name". */
static struct str told(struct fixture *f)
{
	struct buf buf;

	buf_init(&buf, &f->arena);
	for (size_t i = 0; i < f->diagnostics.items.count; i++) {
		const struct diagnostic *d = LIST_AT(f->diagnostics.items, struct diagnostic, i);

		buf_format(&buf, "%.*s:%lld:%.*s %s\n", STR_ARGS(d->file), (long long)d->line,
			   STR_ARGS(d->column), diagnostic_name(d->id));
	}
	return buf_held(&buf);
}

static void test_import__duplicates_and_dangling_references_are_refused_together(void **state)
{
	struct fixture *f = *state;

	put(f, "unit.csv", S("code,name,kind,parent\nA,a,,\nB,b,nokind,A\nC,c,,Z\nA,again,,\n"));
	assert_fails(import_folder(f, f->in, NULL), ERR_INVALID);
	assert_str(told(f), "unit.csv:5: duplicate-key\nunit.csv:3:kind unknown-reference\n"
			    "unit.csv:4:parent unknown-reference\n");
	export_folder(f, f->out);
	assert_int_equal(f->result.head.batch, 0);
}

static void test_import__what_others_refer_to_cannot_be_taken_away(void **state)
{
	struct fixture *f = *state;

	assert_ok(import_folder(f, str_of(baku), NULL));
	put(f, "risk.csv", S("code,plan,name\nR1,OP-26,only this\n"));
	assert_fails(import_folder(f, f->in, NULL), ERR_INVALID);
	assert_true(f->diagnostics.count > 0);
	assert_true(str_starts(told(f), S("mitigation.csv:0:risk unknown-reference\n")));
}

static void test_import__references_may_go_forward_and_between_files(void **state)
{
	struct fixture *f = *state;

	put(f, "unit.csv", S("code,name,parent,kind\nA,a,B,bureau\nB,b,,bureau\n"));
	put(f, "unit_kind.csv", S("code,name\nbureau,Bureau\n"));
	assert_ok(import_folder(f, f->in, NULL));
	assert_int_equal(f->result.added, 3);
}

static void test_import__a_base_that_is_the_head_is_accepted(void **state)
{
	struct fixture *f = *state;

	assert_ok(import_terms(f, S("code,name\nA,one\n"), NULL));
	struct digest head = f->result.head.hash;

	assert_ok(import_terms(f, S("code,name\nA,two\n"), &head));
	assert_int_equal(f->result.head.batch, 2);
}

static void test_import__a_database_that_moved_on_refuses_and_shows_both(void **state)
{
	struct fixture *f = *state;

	assert_ok(import_terms(f, S("code,name\nA,one\nB,same\n"), NULL));
	struct digest base = f->result.head.hash;

	assert_ok(import_terms(f, S("code,name\nA,theirs\nB,same\n"), NULL));
	assert_fails(import_terms(f, S("code,name\nA,ours\nB,same\n"), &base), ERR_CONFLICT);
	assert_true(f->result.moved_on);
	assert_int_equal(f->result.n_conflicts, 1);
	const struct import_conflict *conflict = &f->result.conflicts[0];

	assert_str(conflict->key, "A");
	assert_str(((const struct term *)conflict->base)->name, "one");
	assert_str(((const struct term *)conflict->database)->name, "theirs");
	assert_str(((const struct term *)conflict->source)->name, "ours");
	export_folder(f, f->out);
	assert_str(bytes_of(f, f->out, S("term.csv")), "code,name,section\nA,theirs,\nB,same,\n");
}

/* A clock that another process uses to be quicker: asked between the judgement and the commit. */
static struct moment overtaking_now(void *context)
{
	struct fixture *f = context;
	struct term term = { .code = S("C"), .name = S("theirs") };
	struct change change = { .noun = NOUN_TERM, .key = term.code, .after = &term };
	struct batch_draft draft = { .who = S("b"), .why = S("c"), .changes = &change, .count = 1 };

	f->app.clock = (struct clock){ test_now, NULL };
	assert_ok(store_commit(f->app.store, &draft, NULL));
	return test_now(NULL);
}

static void test_import__that_was_overtaken_is_judged_again(void **state)
{
	struct fixture *f = *state;

	assert_ok(import_terms(f, S("code,name\nA,one\n"), NULL));
	f->app.clock = (struct clock){ overtaking_now, f };
	assert_ok(import_terms(f, S("code,name\nA,two\n"), NULL));
	assert_int_equal(f->result.head.batch, 3);
	assert_int_equal(f->result.removed, 1);
	export_folder(f, f->out);
	assert_str(bytes_of(f, f->out, S("term.csv")), "code,name,section\nA,two,\n");
}

static void test_import__that_was_overtaken_on_its_base_is_refused(void **state)
{
	struct fixture *f = *state;

	assert_ok(import_terms(f, S("code,name\nA,one\n"), NULL));
	struct digest base = f->result.head.hash;

	f->app.clock = (struct clock){ overtaking_now, f };
	assert_fails(import_terms(f, S("code,name\nA,two\n"), &base), ERR_CONFLICT);
	assert_true(f->result.moved_on);
	assert_int_equal(f->result.n_conflicts, 1);
	assert_str(f->result.conflicts[0].key, "C");
	export_folder(f, f->out);
	assert_str(bytes_of(f, f->out, S("term.csv")), "code,name,section\nA,one,\nC,theirs,\n");
}

static void test_import__a_base_may_be_the_state_before_the_first_batch(void **state)
{
	struct fixture *f = *state;
	const struct digest none = { { 0 } };

	assert_ok(import_terms(f, S("code,name\nA,one\n"), &none));
	assert_fails(import_terms(f, S("code,name\nA,two\n"), &none), ERR_CONFLICT);
	assert_true(f->result.moved_on && !f->result.base_unknown);
	assert_int_equal(f->result.n_conflicts, 1);
	assert_null(f->result.conflicts[0].base);
}

static void test_import__a_base_of_another_database_is_refused(void **state)
{
	struct fixture *f = *state;
	const struct digest other = { { 1 } };

	assert_ok(import_terms(f, S("code,name\nA,one\n"), NULL));
	assert_fails(import_terms(f, S("code,name\nA,two\n"), &other), ERR_CONFLICT);
	assert_true(f->result.moved_on && f->result.base_unknown);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(test_import__baku_comes_out_as_it_went_in),
		CASE(test_import__the_same_again_is_no_batch),
		CASE(test_import__order_quotes_and_line_ends_make_no_difference),
		CASE(test_import__one_changed_amount_changes_that_cell_alone),
		CASE(test_import__a_missing_row_is_removed_and_a_missing_table_untouched),
		CASE(test_import__duplicates_and_dangling_references_are_refused_together),
		CASE(test_import__what_others_refer_to_cannot_be_taken_away),
		CASE(test_import__references_may_go_forward_and_between_files),
		CASE(test_import__a_base_that_is_the_head_is_accepted),
		CASE(test_import__a_database_that_moved_on_refuses_and_shows_both),
		CASE(test_import__that_was_overtaken_is_judged_again),
		CASE(test_import__that_was_overtaken_on_its_base_is_refused),
		CASE(test_import__a_base_may_be_the_state_before_the_first_batch),
		CASE(test_import__a_base_of_another_database_is_refused),
	};

	return cmocka_run_group_tests_name("import", tests, NULL, NULL);
}
