/* A slice as a dataset: its identifiers are computed, every cell that is there is a data point. */
#include "cube/series_dataset.h"

#include "base/buf.h"
#include "testing.h"

enum { SERIES_MOST = 40, CELLS_MOST = 60 };

/* Series on their way into a set. */
struct shelf {
	struct arena arena;
	struct series_key keys[SERIES_MOST];
	struct str blocks[SERIES_MOST];
	size_t n_series;
	struct series_cell cells[CELLS_MOST];
	size_t n_cells;
	struct str slice;
	struct allowance allowance;
};

static void shelf_begin(struct shelf *shelf, struct str slice)
{
	*shelf = (struct shelf){ .slice = slice, .allowance = { .limit = 1 << 24 } };
	arena_init(&shelf->arena, 1 << 22);
}

static struct observed *put(struct shelf *shelf, struct str period)
{
	struct series_cell *cell = &shelf->cells[shelf->n_cells++];

	cell->observed = observed_absent();
	assert_true(period_parse(period, &cell->period));
	return &cell->observed;
}

static struct observed *put_number(struct shelf *shelf, struct str period, double number)
{
	struct observed *observed = put(shelf, period);

	observed->state = OBSERVATION_VALUE;
	observed->number = number;
	return observed;
}

/* The cells so far are the series of the area. */
static void shelve(struct shelf *shelf, struct str area)
{
	struct buf buf;

	buf_init(&buf, &shelf->arena);
	series_pack(&buf, &shelf->arena, shelf->cells, shelf->n_cells);
	assert_ok(buf_done(&buf, &shelf->blocks[shelf->n_series]));
	shelf->keys[shelf->n_series++] = (struct series_key){ S("V"), shelf->slice, area };
	shelf->n_cells = 0;
}

/* The set is let go before the dataset is read: nothing is borrowed from it. */
static struct dataset *shelf_end(struct shelf *shelf)
{
	struct series_set *set;
	struct structure structure;
	struct dataset *dataset;
	struct dataset_fault fault;

	assert_ok(series_set_make(shelf->keys, shelf->blocks, shelf->n_series, &set));
	assert_ok(series_dataset(&shelf->allowance, set, shelf->slice, &dataset));
	assert_ok(series_dataset_structure(&shelf->arena, set, shelf->slice, &structure));
	series_set_release(set);
	assert_int_equal(structure.count, dataset->structure.count);
	for (size_t i = 0; i < structure.count; i++) {
		assert_true(str_eq(structure.at[i].name, dataset->structure.at[i].name));
		assert_int_equal(structure.at[i].type, dataset->structure.at[i].type);
		assert_int_equal(structure.at[i].type, dataset->columns[i].type);
	}
	assert_ok(dataset_examine(&shelf->allowance, NULL, dataset, &fault));
	assert_false(fault.is_broken);
	return dataset;
}

static void shelf_finish(struct shelf *shelf, struct dataset *dataset)
{
	dataset_release(dataset);
	assert_int_equal(shelf->allowance.used, 0);
	arena_finish(&shelf->arena);
}

/* "AFG 2020 A=1": a row as a line, what is null left out. */
static struct str row_text(struct shelf *shelf, const struct dataset *dataset, size_t row)
{
	struct str text;
	struct buf buf;

	buf_init(&buf, &shelf->arena);
	for (size_t i = 0; i < dataset->structure.count; i++) {
		if (i > 0)
			buf_char(&buf, ' ');
		scalar_write(&buf, column_scalar(&dataset->columns[i], row));
	}
	assert_ok(buf_done(&buf, &text));
	return text;
}

static void assert_rows(struct shelf *shelf, const struct dataset *dataset, const struct str *rows,
			size_t n)
{
	assert_int_equal(dataset->n_rows, n);
	for (size_t i = 0; i < n; i++) {
		struct str actual = row_text(shelf, dataset, i);

		if (!str_eq(actual, rows[i]))
			print_error("row %zu is \"%.*s\"\n", i, STR_ARGS(actual));
		assert_true(str_eq(actual, rows[i]));
	}
}

static void test_dense__keeps_nothing_a_row_but_its_value(void **state)
{
	struct shelf shelf;
	struct dataset *dataset;

	(void)state;
	shelf_begin(&shelf, S("SEX=F"));
	for (int area = 0; area < SERIES_MOST; area++) {
		for (int year = 0; year < CELLS_MOST; year++)
			put_number(&shelf, str_format(&shelf.arena, "%d", 1960 + year),
				   area * 100 + year)
				->source = S("Census");
		shelve(&shelf, str_format(&shelf.arena, "A%02d", area));
	}
	dataset = shelf_end(&shelf);
	assert_int_equal(dataset->n_rows, SERIES_MOST * CELLS_MOST);
	/* Area and period are computed from the row's number; the rest is one value for all rows. */
	for (size_t i = 0; i < dataset->structure.count; i++) {
		const struct column *column = &dataset->columns[i];

		assert_null(column->rows);
		assert_int_equal(column->form, i < 2    ? COLUMN_CARTESIAN
					       : i == 3 ? COLUMN_PLAIN
							: COLUMN_CONSTANT);
	}
	assert_str(row_text(&shelf, dataset, 2 * CELLS_MOST + 3), "A02 1963 F 203 A Census");
	shelf_finish(&shelf, dataset);
}

static void test_sparse__has_a_row_for_each_cell_that_is_there(void **state)
{
	static const struct str rows[] = {
		STR("AFG 2019 1.5 A "),
		STR("AFG 2021 -2 E Survey"),
		STR("ALB 2020 0 A "),
		STR("ALB 2020Q2 7 A "),
	};
	struct shelf shelf;
	struct dataset *dataset;
	struct observed *estimate;

	(void)state;
	shelf_begin(&shelf, S(""));
	put_number(&shelf, S("2019"), 1.5);
	estimate = put_number(&shelf, S("2021"), -2);
	estimate->status = OBSERVATION_ESTIMATED;
	estimate->source = S("Survey");
	shelve(&shelf, S("AFG"));
	put_number(&shelf, S("2020"), 0);
	put_number(&shelf, S("2020-Q2"), 7);
	shelve(&shelf, S("ALB"));
	dataset = shelf_end(&shelf);
	assert_rows(&shelf, dataset, rows, countof(rows));
	/* Both identifiers share the places, and have no other memory a row. */
	assert_int_equal(dataset->columns[0].form, COLUMN_CARTESIAN);
	assert_int_equal(dataset->columns[1].form, COLUMN_CARTESIAN);
	assert_non_null(dataset->columns[0].rows);
	assert_ptr_equal(dataset->columns[0].rows, dataset->columns[1].rows);
	assert_true(column_scalar(&dataset->columns[4], 0).is_null);
	shelf_finish(&shelf, dataset);
}

static void test_states__are_null_with_a_status(void **state)
{
	static const struct str rows[] = {
		STR("AFG 2019 3 A "), STR("AFG 2020  M "),  STR("AFG 2021  Q "),
		STR("AFG 2022  L "),  STR("AFG 2023 0 B "),
	};
	struct shelf shelf;
	struct dataset *dataset;

	(void)state;
	shelf_begin(&shelf, S(""));
	put_number(&shelf, S("2019"), 3);
	put(&shelf, S("2020"))->state = OBSERVATION_NOT_APPLICABLE;
	put(&shelf, S("2021"))->state = OBSERVATION_WITHHELD;
	put(&shelf, S("2022"))->state = OBSERVATION_NOT_REPORTED;
	put_number(&shelf, S("2023"), 0)->status = OBSERVATION_BREAK;
	shelve(&shelf, S("AFG"));
	dataset = shelf_end(&shelf);
	assert_rows(&shelf, dataset, rows, countof(rows));
	for (size_t i = 0; i < countof(rows); i++)
		assert_int_equal(column_scalar(&dataset->columns[2], i).is_null, i > 0 && i < 4);
	shelf_finish(&shelf, dataset);
}

static void test_answers__are_strings(void **state)
{
	static const struct str answers[] = { STR("AFG 2019 yes A "), STR("AFG 2020  L ") };
	static const struct str both[] = { STR("AFG 2019 4  A "), STR("AFG 2020  no A ") };
	struct shelf shelf;
	struct dataset *dataset;
	struct observed *answer;

	(void)state;
	shelf_begin(&shelf, S(""));
	answer = put(&shelf, S("2019"));
	answer->state = OBSERVATION_VALUE;
	answer->answer = S("yes");
	put(&shelf, S("2020"))->state = OBSERVATION_NOT_REPORTED;
	shelve(&shelf, S("AFG"));
	dataset = shelf_end(&shelf);
	assert_int_equal(dataset->structure.at[2].type, DATA_STRING);
	assert_rows(&shelf, dataset, answers, countof(answers));
	shelf_finish(&shelf, dataset);

	shelf_begin(&shelf, S(""));
	put_number(&shelf, S("2019"), 4);
	answer = put(&shelf, S("2020"));
	answer->state = OBSERVATION_VALUE;
	answer->answer = S("no");
	shelve(&shelf, S("AFG"));
	dataset = shelf_end(&shelf);
	assert_str(dataset->structure.at[3].name, "answer");
	assert_rows(&shelf, dataset, both, countof(both));
	shelf_finish(&shelf, dataset);
}

static void test_ratios_and_campaigns(void **state)
{
	static const struct str rows[] = { STR("AFG 2026-C1 0.5 A  1 2"),
					   STR("AFG 2026-C2 0.25 A   ") };
	struct shelf shelf;
	struct dataset *dataset;
	struct observed *ratio;

	(void)state;
	shelf_begin(&shelf, S(""));
	ratio = put_number(&shelf, S("2026-C1"), 0.5);
	ratio->numerator = 1;
	ratio->denominator = 2;
	put_number(&shelf, S("2026-C2"), 0.25);
	shelve(&shelf, S("AFG"));
	dataset = shelf_end(&shelf);
	assert_int_equal(dataset->structure.at[1].type, DATA_STRING);
	assert_rows(&shelf, dataset, rows, countof(rows));
	shelf_finish(&shelf, dataset);
}

static void test_empty__is_a_dataset_without_rows(void **state)
{
	struct shelf shelf;
	struct dataset *dataset;

	(void)state;
	shelf_begin(&shelf, S("AGE=15_24;SEX=F"));
	dataset = shelf_end(&shelf);
	assert_int_equal(dataset->n_rows, 0);
	assert_int_equal(dataset->structure.count, 7);
	assert_str(dataset->structure.at[2].name, "AGE");
	assert_int_equal(dataset->structure.at[4].type, DATA_NUMBER);
	shelf_finish(&shelf, dataset);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_dense__keeps_nothing_a_row_but_its_value),
		cmocka_unit_test(test_sparse__has_a_row_for_each_cell_that_is_there),
		cmocka_unit_test(test_states__are_null_with_a_status),
		cmocka_unit_test(test_answers__are_strings),
		cmocka_unit_test(test_ratios_and_campaigns),
		cmocka_unit_test(test_empty__is_a_dataset_without_rows),
	};

	return cmocka_run_group_tests_name("cube-series_dataset", tests, NULL, NULL);
}
