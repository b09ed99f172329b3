/* Datasets: what views hold, what a cartesian slice says, and what a null or a double breaks. */
#include "cube/dataset_builder.h"

#include "testing.h"

enum { AREAS = 130, PERIODS = 40 };

/* A slice as the store has it: areas by periods, with one array of numbers and nothing else. */
static struct dataset *slice(struct allowance *allowance, const double *numbers)
{
	static const struct str codes[] = { STR("AFG"), STR("ALB"), STR("DZA") };
	static const struct component components[] = {
		{ .name = STR("variable"), .role = ROLE_IDENTIFIER, .type = DATA_STRING },
		{ .name = STR("area"), .role = ROLE_IDENTIFIER, .type = DATA_INTEGER },
		{ .name = STR("period"), .role = ROLE_IDENTIFIER, .type = DATA_TIME_PERIOD },
		{ .name = STR("value"), .role = ROLE_MEASURE, .type = DATA_NUMBER },
	};
	struct dataset *out;
	struct column *columns;
	struct dictionary *dictionary;
	int64_t *areas;
	time_period *periods;

	assert_ok(dataset_new(allowance, &out));
	columns = NEW(&out->arena, struct column, 4);
	dictionary = NEW(&out->arena, struct dictionary, 1);
	areas = NEW(&out->arena, int64_t, AREAS);
	periods = NEW(&out->arena, time_period, PERIODS);
	*dictionary = (struct dictionary){ codes, countof(codes) };
	for (int i = 0; i < AREAS; i++)
		areas[i] = 1000 - i;
	for (int i = 0; i < PERIODS; i++)
		periods[i] = time_period_of(TIME_YEAR, 1980 + i);
	assert_ok(column_constant(&out->arena, scalar_string(S("IT.NET")), &columns[0]));
	columns[1] = (struct column){ .type = DATA_INTEGER,
				      .form = COLUMN_CARTESIAN,
				      .values = areas,
				      .repeat = PERIODS,
				      .count = AREAS };
	columns[2] = (struct column){ .type = DATA_TIME_PERIOD,
				      .form = COLUMN_CARTESIAN,
				      .values = periods,
				      .repeat = 1,
				      .count = PERIODS };
	columns[3] = (struct column){ .type = DATA_NUMBER, .values = numbers };
	out->structure = (struct structure){ components, 4 };
	out->columns = columns;
	out->n_rows = (size_t)AREAS * PERIODS;
	return out;
}

static void test_slice__is_a_dataset_without_copies(void **state)
{
	static double numbers[AREAS * PERIODS];
	struct allowance allowance = { .limit = 1 << 24 };
	struct dataset *dataset = slice(&allowance, numbers);
	struct dataset_fault fault;
	struct vector_room room;
	struct vector vector;

	(void)state;
	assert_ok(dataset_examine(&allowance, NULL, dataset, &fault));
	assert_false(fault.is_broken);
	assert_true(allowance.used < 64 << 10); /* its columns are computed, not kept */
	for (size_t from = 0; from < dataset->n_rows; from += VECTOR_ROWS) {
		size_t n = dataset->n_rows - from < VECTOR_ROWS ? dataset->n_rows - from
								: VECTOR_ROWS;

		column_read(&dataset->columns[1], from, n, &room, &vector);
		for (size_t i = 0; i < n; i++)
			assert_int_equal(((const int64_t *)vector.values)[i],
					 1000 - (int64_t)((from + i) / PERIODS));
		column_read(&dataset->columns[3], from, n, &room, &vector);
		assert_ptr_equal(vector.values, numbers + from);
	}
	assert_str(column_scalar(&dataset->columns[0], 77).string, "IT.NET");
	dataset_release(dataset);
	assert_int_equal(allowance.used, 0);
}

static void test_choices__are_composed_and_hold_what_they_choose_from(void **state)
{
	static double numbers[AREAS * PERIODS];
	struct allowance allowance = { .limit = 1 << 24 };
	struct dataset *source = slice(&allowance, numbers), *once, *twice, *settled;
	uint32_t *rows;

	(void)state;
	for (size_t i = 0; i < AREAS * PERIODS; i++)
		numbers[i] = (double)i;
	assert_ok(dataset_new(&allowance, &once));
	rows = NEW(&once->arena, uint32_t, 100);
	for (uint32_t i = 0; i < 100; i++)
		rows[i] = 5 * i + 3;
	assert_ok(dataset_choose(once, source, rows, 100));
	assert_ok(dataset_new(&allowance, &twice));
	rows = NEW(&twice->arena, uint32_t, 10);
	for (uint32_t i = 0; i < 10; i++)
		rows[i] = 99 - 10 * i;
	assert_ok(dataset_choose(twice, once, rows, 10));
	dataset_release(once);
	dataset_release(source);
	assert_ok(dataset_settle(&allowance, NULL, twice, &settled));
	for (uint32_t i = 0; i < 10; i++) {
		size_t row = 5 * (99 - 10 * (size_t)i) + 3;

		assert_true(column_scalar(&twice->columns[3], i).number == (double)row);
		assert_true(column_scalar(&settled->columns[3], i).number == (double)row);
		assert_int_equal(column_scalar(&twice->columns[1], i).integer,
				 1000 - (int64_t)(row / PERIODS));
	}
	assert_null(settled->columns[3].rows);
	dataset_release(twice);
	dataset_release(settled);
	assert_int_equal(allowance.used, 0);
}

static void test_builder__lays_chunks_one_after_the_other(void **state)
{
	static const struct component components[] = {
		{ .name = STR("i"), .role = ROLE_IDENTIFIER, .type = DATA_INTEGER },
		{ .name = STR("s"),
		  .role = ROLE_MEASURE,
		  .type = DATA_STRING,
		  .is_nullable = true },
	};
	const struct structure structure = { components, 2 };
	struct allowance allowance = { .limit = 1 << 28 };
	struct dataset_builder builder;
	struct dataset *dataset;
	struct dataset_fault fault;
	enum { N = 3 * BUILDER_CHUNK_ROWS + 17 };

	(void)state;
	assert_ok(dataset_builder_begin(&builder, &allowance, &structure));
	for (int64_t i = 0; i < N; i++) {
		assert_ok(dataset_builder_row(&builder));
		assert_ok(dataset_builder_put(&builder, 0, scalar_integer(i == N - 1 ? 5 : i)));
		if (i % 3)
			assert_ok(dataset_builder_put(
				&builder, 1, scalar_string(i % 3 == 1 ? S("one") : S("two"))));
	}
	assert_ok(dataset_builder_finish(&builder, &dataset));
	assert_int_equal(dataset->n_rows, N);
	assert_int_equal(dataset->columns[1].dictionary->count, 2);
	assert_true(column_scalar(&dataset->columns[1], 3 * BUILDER_CHUNK_ROWS).is_null);
	assert_str(column_scalar(&dataset->columns[1], BUILDER_CHUNK_ROWS).string, "one");
	assert_ok(dataset_examine(&allowance, NULL, dataset, &fault));
	assert_true(fault.is_broken);
	assert_int_equal(fault.row, N - 1);
	assert_int_equal(fault.earlier, 5);
	dataset_release(dataset);
	assert_int_equal(allowance.used, 0);
}

static void test_chain__of_many_datasets_is_released_at_once(void **state)
{
	static double numbers[AREAS * PERIODS];
	struct allowance allowance = { .limit = (size_t)4 << 30 };
	struct dataset *dataset = slice(&allowance, numbers);

	(void)state;
	for (int i = 0; i < 20000; i++) {
		struct dataset *next;

		assert_ok(dataset_new(&allowance, &next));
		assert_ok(dataset_borrow(next, dataset));
		dataset_release(dataset);
		dataset = next;
	}
	dataset_release(dataset);
	assert_int_equal(allowance.used, 0);
}

static void test_memory__is_bounded_and_given_back(void **state)
{
	static double numbers[AREAS * PERIODS];
	struct allowance allowance = { .limit = 60 << 10 };
	struct dataset *source = slice(&allowance, numbers), *out;
	struct dataset_fault fault;

	(void)state;
	assert_fails(dataset_examine(&allowance, NULL, source, &fault), ERR_LIMIT);
	assert_ok(dataset_new(&allowance, &out));
	assert_null(arena_alloc(&out->arena, 60, 1 << 10));
	dataset_release(out);
	dataset_release(source);
	assert_int_equal(allowance.used, 0);
}

static void test_examine__can_be_called_off(void **state)
{
	static double numbers[AREAS * PERIODS];
	const atomic_bool yes = true;
	const struct task called_off = { .cancel = &yes }, late = { .deadline_ms = 1 };
	struct allowance allowance = { .limit = 1 << 24 };
	struct dataset *source = slice(&allowance, numbers);
	struct dataset_fault fault;

	(void)state;
	assert_fails(dataset_examine(&allowance, &called_off, source, &fault), ERR_LIMIT);
	assert_fails(dataset_examine(&allowance, &late, source, &fault), ERR_LIMIT);
	assert_ok(dataset_examine(&allowance, NULL, source, &fault));
	dataset_release(source);
	assert_int_equal(allowance.used, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_slice__is_a_dataset_without_copies),
		cmocka_unit_test(test_choices__are_composed_and_hold_what_they_choose_from),
		cmocka_unit_test(test_builder__lays_chunks_one_after_the_other),
		cmocka_unit_test(test_chain__of_many_datasets_is_released_at_once),
		cmocka_unit_test(test_memory__is_bounded_and_given_back),
		cmocka_unit_test(test_examine__can_be_called_off),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
