/* Making, opening, committing, and what others see of it. */
#include "store/fixture.h"

#include <unistd.h>

#include "base/file.h"
#include "model/row.h"

static void test_store__what_was_committed_is_there_after_reopening(void **state)
{
	struct fixture *f = *state;

	assert_ok(put_term(f->store, noon(1, 1), "BAP", "Baku Action Plan"));
	assert_true(present_is(f->store, "BAP", "Baku Action Plan"));
	fixture_reopen(f);
	assert_true(present_is(f->store, "BAP", "Baku Action Plan"));
}

static void test_store__a_change_of_another_process_is_seen_at_the_next_snapshot(void **state)
{
	struct fixture *f = *state;
	struct store *other = fixture_again(f, true);

	assert_true(present_is(other, "BAP", ""));
	assert_ok(put_term(f->store, noon(1, 1), "BAP", "one"));
	assert_true(present_is(other, "BAP", "one"));
	assert_ok(put_term(other, noon(1, 1), "BAP", "two"));
	assert_true(present_is(f->store, "BAP", "two"));
	store_close(other);
}

static void test_store__a_writer_continues_from_what_another_wrote(void **state)
{
	struct fixture *f = *state;
	struct store *other = fixture_again(f, true);
	struct snapshot *snapshot;

	assert_ok(put_term(f->store, noon(1, 1), "A", "a"));
	assert_ok(put_term(other, noon(1, 2), "B", "b"));
	assert_ok(put_term(f->store, noon(1, 3), "C", "c"));
	assert_ok(store_snapshot(f->store, &snapshot));
	assert_int_equal(snapshot_head(snapshot).batch, 3);
	assert_str(term_name(snapshot, "B"), "b");
	snapshot_release(snapshot);
	store_close(other);
}

static void test_store__a_change_from_a_stale_row_is_refused_and_nothing_written(void **state)
{
	struct fixture *f = *state;
	struct term stale = { .code = S("BAP"), .name = S("stale") };
	struct change change = { .noun = NOUN_TERM, .key = S("BAP"), .before = &stale };
	struct batch_draft draft = { .who = S("x"), .why = S("y"), .changes = &change, .count = 1 };

	assert_ok(put_term(f->store, noon(1, 1), "BAP", "fresh"));
	assert_fails(store_commit(f->store, &draft, NULL), ERR_CONFLICT);
	assert_true(present_is(f->store, "BAP", "fresh"));
	fixture_reopen(f);
	assert_true(present_is(f->store, "BAP", "fresh"));
}

static void test_store__a_removed_row_is_gone_and_its_history_stays(void **state)
{
	struct fixture *f = *state;
	struct recorded *history;
	size_t count;

	assert_ok(put_term(f->store, noon(1, 1), "BAP", "one"));
	assert_ok(put_term(f->store, noon(1, 2), "BAP", "two"));
	assert_ok(put_term(f->store, noon(1, 3), "BAP", NULL));
	assert_true(present_is(f->store, "BAP", ""));
	assert_ok(store_history(f->store, &f->arena, NOUN_TERM, S("BAP"), 10, &history, &count));
	assert_int_equal(count, 3);
	assert_int_equal(history[0].batch, 3);
	assert_null(history[0].change.after);
	assert_str(((const struct term *)history[0].change.before)->name, "two");
	assert_str(((const struct term *)history[2].change.after)->name, "one");
	assert_null(history[2].change.before);
}

static void test_store__every_kind_of_field_survives_the_database(void **state)
{
	struct fixture *f = *state;

	for (int id = NOUN_NONE + 1; id < NOUN_COUNT; id++) {
		const struct noun *noun = noun_of((enum noun_id)id);
		char *row = arena_alloc(&f->arena, 1, noun->row_size);
		struct change change = { .noun = noun->id, .after = row };
		struct batch_draft draft = {
			.who = S("x"), .why = S("y"), .changes = &change, .count = 1
		};
		static const struct str cells[FIELD_TYPE_COUNT_] = {
			[FIELD_CODE] = STR("CHF"),
			[FIELD_TEXT] = STR("a \"text\"\nof two lines"),
			[FIELD_INTEGER] = STR("-7"),
			[FIELD_DECIMAL] = STR("13.20"),
			[FIELD_MONEY] = STR("523000.50"),
			[FIELD_DATE] = STR("2026-11-24"),
			[FIELD_PERIOD] = STR("2026-Q3"),
		};

		row_clear(noun, row);
		for (int pass = 0; pass < 2; pass++)
			for (size_t i = 0; i < noun->n_fields; i++) {
				const struct field *field = &noun->fields[i];
				struct str cell = field->choices ? field->choices->at[0].name
								 : cells[field->type];

				if ((field->type == FIELD_MONEY) == (pass == 1))
					assert_true(field_parse(noun, field, cell, row));
			}
		assert_ok(row_key(&f->arena, noun, row, &change.key));
		assert_ok(store_commit(f->store, &draft, NULL));
		fixture_reopen(f);

		struct snapshot *snapshot;

		assert_ok(store_snapshot(f->store, &snapshot));
		const void *back = snapshot_find(snapshot, noun->id, change.key);

		assert_non_null(back);
		assert_true(row_eq(noun, row, back));
		snapshot_release(snapshot);
	}
}

static void test_store__what_is_there_is_never_made_anew(void **state)
{
	struct fixture *f = *state;
	struct store_config config = { .path = f->path };

	assert_fails(store_create(&config), ERR_CONFLICT);
}

static void test_store__what_is_not_there_is_not_found(void **state)
{
	struct fixture *f = *state;
	struct store_config config = { .path = f->other };
	struct store *store;

	assert_fails(store_open(&config, &store), ERR_NOT_FOUND);
}

static void test_store__a_file_of_another_kind_is_refused(void **state)
{
	struct fixture *f = *state;
	struct store_config config = { .path = f->other };
	struct store *store;

	assert_ok(file_write(&f->arena, str_of(f->other),
			     S("this is a letter to the minister, not a database, and it is long "
			       "enough to be read as a header of one hundred bytes, at least")));
	assert_fails(store_open(&config, &store), ERR_INVALID);
}

static void test_store__one_opened_for_reading_does_not_write(void **state)
{
	struct fixture *f = *state;
	struct store *reader = fixture_again(f, false);

	assert_fails(put_term(reader, noon(1, 1), "BAP", "x"), ERR_DENIED);
	assert_true(present_is(f->store, "BAP", ""));
	store_close(reader);
}

static void test_store__what_is_no_database_is_neither_replaced_nor_opened(void **state)
{
	struct fixture *f = *state;
	struct store_config config = { .path = f->other, .write = true };
	struct store *store;
	struct str text;

	assert_ok(file_write(&f->arena, str_of(f->other), S("a letter\n")));
	assert_fails(store_create(&config), ERR_CONFLICT);
	assert_fails(store_backup(f->store, f->other), ERR_CONFLICT);
	assert_fails(store_open(&config, &store), ERR_INVALID);
	assert_ok(file_read(&f->arena, str_of(f->other), 100, &text));
	assert_str(text, "a letter\n");
}

static void test_store__the_log_of_a_database_that_was_moved_away_is_not_removed(void **state)
{
	struct fixture *f = *state;
	struct store_config config = { .path = f->other, .write = true };
	struct str log = str_format(&f->arena, "%s-wal", f->other), text;

	assert_ok(file_write(&f->arena, log, S("the last commits")));
	assert_fails(store_create(&config), ERR_CONFLICT);
	assert_fails(store_backup(f->store, f->other), ERR_CONFLICT);
	assert_ok(file_read(&f->arena, log, 100, &text));
	assert_str(text, "the last commits");
	assert_ok(file_write(&f->arena, log, S("")));
	assert_ok(store_create(&config));
	unlink(log.at);
}

static void test_store__a_file_without_a_table_is_as_good_as_none(void **state)
{
	struct fixture *f = *state;
	struct store_config config = { .path = f->other, .write = true };
	struct store *store;

	assert_ok(file_write(&f->arena, str_of(f->other), S("")));
	assert_ok(store_create(&config));
	assert_fails(store_create(&config), ERR_CONFLICT);
	assert_ok(store_open(&config, &store));
	store_close(store);
}

static void test_store__a_backup_holds_everything_and_replaces_nothing(void **state)
{
	struct fixture *f = *state;
	struct store_config config = { .path = f->other };
	struct store *copy;
	struct store_fault *faults;
	size_t count;

	assert_ok(put_term(f->store, noon(1, 1), "BAP", "kept"));
	assert_ok(store_backup(f->store, f->other));
	assert_fails(store_backup(f->store, f->other), ERR_CONFLICT);
	assert_ok(store_open(&config, &copy));
	assert_true(present_is(copy, "BAP", "kept"));
	assert_ok(store_verify(copy, &f->arena, NULL, &faults, &count));
	assert_int_equal(count, 0);
	store_close(copy);
}

static void test_store__batches_come_newest_first_and_page_down(void **state)
{
	struct fixture *f = *state;
	struct batch *batches, one;
	size_t count;

	for (int day = 1; day <= 5; day++)
		assert_ok(put_term(f->store, noon(1, day), "BAP", day % 2 ? "odd" : "even"));
	assert_ok(store_batches(f->store, &f->arena, 0, 2, &batches, &count));
	assert_int_equal(count, 2);
	assert_int_equal(batches[0].number, 5);
	assert_true(digest_eq(batches[0].previous, batches[1].hash));
	assert_ok(store_batches(f->store, &f->arena, 3, 10, &batches, &count));
	assert_int_equal(count, 3);
	assert_int_equal(batches[0].number, 3);
	assert_ok(store_batch(f->store, &f->arena, 4, &one));
	assert_str(one.who, "a planner");
	assert_fails(store_batch(f->store, &f->arena, 6, &one), ERR_NOT_FOUND);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, fixture_open, fixture_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(test_store__what_was_committed_is_there_after_reopening),
		CASE(test_store__a_change_of_another_process_is_seen_at_the_next_snapshot),
		CASE(test_store__a_writer_continues_from_what_another_wrote),
		CASE(test_store__a_change_from_a_stale_row_is_refused_and_nothing_written),
		CASE(test_store__a_removed_row_is_gone_and_its_history_stays),
		CASE(test_store__every_kind_of_field_survives_the_database),
		CASE(test_store__what_is_there_is_never_made_anew),
		CASE(test_store__what_is_not_there_is_not_found),
		CASE(test_store__a_file_of_another_kind_is_refused),
		CASE(test_store__one_opened_for_reading_does_not_write),
		CASE(test_store__what_is_no_database_is_neither_replaced_nor_opened),
		CASE(test_store__the_log_of_a_database_that_was_moved_away_is_not_removed),
		CASE(test_store__a_file_without_a_table_is_as_good_as_none),
		CASE(test_store__a_backup_holds_everything_and_replaces_nothing),
		CASE(test_store__batches_come_newest_first_and_page_down),
	};

	return cmocka_run_group_tests_name("store", tests, NULL, NULL);
}
