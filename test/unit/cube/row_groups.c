/* Groups of rows against a search of all earlier rows, for keys narrow and wide. */
#include "cube/row_groups.h"

#include "testing.h"

#include <string.h>

enum { ROWS = 3000, COLUMNS_MOST = 6 };

/* Columns of integers that are `range` wide, some null where may_be_null. */
static struct column random_column(struct arena *arena, uint64_t *seed, uint64_t range,
				   bool may_be_null)
{
	struct column column;
	uint64_t *nulls;
	int64_t *values;
	void *room;

	assert_ok(column_array(arena, DATA_INTEGER, ROWS, NULL, &column, &room, &nulls));
	values = room;
	for (size_t i = 0; i < ROWS; i++) {
		/* A few values of the range, so that there are equal ones. */
		values[i] = (int64_t)(dice_throw(seed, 5) * (range / 5)) - 17;
		if (may_be_null && dice_throw(seed, 4) == 0)
			bit_set(nulls, i);
	}
	if (!may_be_null)
		column.nulls = NULL;
	return column;
}

static bool same_value(const struct column *a, size_t i, const struct column *b, size_t j)
{
	struct scalar x = column_scalar(a, i), y = column_scalar(b, j);

	return x.is_null || y.is_null ? x.is_null && y.is_null : scalar_cmp(x, y) == 0;
}

static bool same_row(const struct column *const *a, size_t i, const struct column *const *b,
		     size_t j, size_t n)
{
	for (size_t c = 0; c < n; c++) {
		if (!same_value(a[c], i, b[c], j))
			return false;
	}
	return true;
}

static void group_all(struct row_groups *groups, uint32_t *ids)
{
	for (size_t from = 0; from < ROWS; from += VECTOR_ROWS)
		assert_ok(row_groups_block(groups, from,
					   ROWS - from < VECTOR_ROWS ? ROWS - from : VECTOR_ROWS,
					   ids + from));
}

/* Each row has the group of the first row that is equal to it, in the order of first rows. */
static void assert_grouped(const struct column *const *columns, size_t n,
			   const struct row_groups *groups, const uint32_t *ids)
{
	uint32_t count = 0;

	for (size_t i = 0; i < ROWS; i++) {
		if (ids[i] == count) {
			assert_int_equal(groups->first_rows[count], i);
			for (uint32_t g = 0; g < count; g++)
				assert_false(
					same_row(columns, i, columns, groups->first_rows[g], n));
			count++;
		}
		assert_true(ids[i] < count);
		assert_true(same_row(columns, i, columns, groups->first_rows[ids[i]], n));
	}
	assert_int_equal(groups->count, count);
}

static void check(uint64_t range, size_t n, bool may_be_null)
{
	struct column own[COLUMNS_MOST], other[COLUMNS_MOST];
	const struct column *columns[COLUMNS_MOST], *others[COLUMNS_MOST];
	uint32_t *ids, *found;
	uint64_t seed = range + n + 1;
	struct row_groups groups;
	struct row_lookup lookup;
	struct arena arena;

	arena_init(&arena, 1 << 28);
	for (size_t c = 0; c < n; c++) {
		own[c] = random_column(&arena, &seed, range, may_be_null);
		other[c] = random_column(&arena, &seed, range + range / 3, true);
		columns[c] = &own[c];
		others[c] = &other[c];
	}
	ids = NEW(&arena, uint32_t, ROWS);
	found = NEW(&arena, uint32_t, ROWS);
	assert_ok(row_groups_begin(&groups, &arena, NULL, columns, n, ROWS));
	group_all(&groups, ids);
	assert_grouped(columns, n, &groups, ids);

	assert_ok(row_lookup_begin(&lookup, &groups, others));
	for (size_t from = 0; from < ROWS; from += VECTOR_ROWS)
		row_lookup_block(&lookup, from,
				 ROWS - from < VECTOR_ROWS ? ROWS - from : VECTOR_ROWS,
				 found + from);
	for (size_t i = 0; i < ROWS; i += 7) {
		bool is_there = false;

		for (uint32_t g = 0; g < groups.count; g++) {
			if (!same_row(others, i, columns, groups.first_rows[g], n))
				continue;
			assert_int_equal(found[i], g);
			is_there = true;
		}
		assert_int_equal(is_there, found[i] != GROUP_NONE);
	}
	arena_finish(&arena);
}

static void test_row_groups__are_exact_for_narrow_and_wide_keys(void **state)
{
	(void)state;
	for (int nulls = 0; nulls < 2; nulls++) {
		check(5, 1, nulls);
		check(5, 4, nulls);
		check(80, 3, nulls);
		check(UINT64_C(1) << 20, 4, nulls);
		check(UINT64_C(1) << 31, 5, nulls);
		check(UINT64_C(1) << 40, 3, nulls);
		check(UINT64_C(1) << 62, 6, nulls);
	}
}

static void test_row_groups__translate_strings_of_other_dictionaries(void **state)
{
	static const struct str words[] = { STR("a"), STR("b"), STR("c") };
	static const struct str others[] = { STR("c"), STR("x"), STR("a") };
	static const uint32_t codes[] = { 0, 1, 0, 2 };
	const struct dictionary own = { words, 3 }, other = { others, 3 };
	const struct column column = { .type = DATA_STRING, .values = codes, .dictionary = &own };
	const struct column looked_up = { .type = DATA_STRING,
					  .values = codes,
					  .dictionary = &other };
	const struct column *columns = &column, *looked = &looked_up;
	struct row_groups groups;
	struct row_lookup lookup;
	struct arena arena;
	uint32_t ids[4];

	(void)state;
	arena_init(&arena, 1 << 24);
	assert_ok(row_groups_begin(&groups, &arena, NULL, &columns, 1, 4));
	assert_ok(row_groups_block(&groups, 0, 4, ids));
	assert_int_equal(groups.count, 3);
	assert_ok(row_lookup_begin(&lookup, &groups, &looked));
	row_lookup_block(&lookup, 0, 4, ids);
	assert_int_equal(ids[0], 2);
	assert_true(ids[1] == GROUP_NONE);
	assert_int_equal(ids[3], 0);
	arena_finish(&arena);
}

static void test_row_groups__without_columns_are_one(void **state)
{
	struct row_groups groups;
	struct arena arena;
	uint32_t ids[3] = { 7, 7, 7 };

	(void)state;
	arena_init(&arena, 1 << 24);
	assert_ok(row_groups_begin(&groups, &arena, NULL, NULL, 0, 3));
	assert_ok(row_groups_block(&groups, 0, 3, ids));
	assert_int_equal(groups.count, 1);
	assert_int_equal(ids[2], 0);
	arena_finish(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_row_groups__are_exact_for_narrow_and_wide_keys),
		cmocka_unit_test(test_row_groups__translate_strings_of_other_dictionaries),
		cmocka_unit_test(test_row_groups__without_columns_are_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
