/* Analytic functions: windows of data points and of ranges. */
#include "table.h"

#include "vtl/analytic.h"

static const char series[] = "a:i:string t:i:integer x:m:integer V:v:string\n"
			     "p|1|3|N\np|2|4|N\np|3|7|M\np|4|6|N\nq|1|9|N\nq|2||N\nq|3|10|N";

static const struct str by_a[] = { STR("a") };
static const struct order_item by_t[] = { { .name = STR("t") } };
static const struct over in_order = {
	.partition = by_a, .n_partition = 1, .has_partition = true, .order = by_t, .n_order = 1
};

static struct over points(double before, double after)
{
	struct over over = in_order;

	over.window = WINDOW_DATA_POINTS;
	over.from = (struct window_bound){ BOUND_PRECEDING, before };
	over.to = (struct window_bound){ BOUND_FOLLOWING, after };
	return over;
}

static void assert_analytic(struct desk *desk, struct analytic_item pattern, const char *operand,
			    const char *expected)
{
	struct dataset *d = table(desk, operand), *out;

	assert_ok(analytic_dataset(&desk->run, d, &pattern, NULL, &out));
	dataset_release(d);
	assert_table(desk, out, expected);
}

static void test_windows__of_data_points_slide(void **state)
{
	struct desk desk;

	(void)state;
	desk_open(&desk);
	assert_analytic(&desk,
			(struct analytic_item){ .function = AGGREGATION_SUM, .over = points(1, 1) },
			series,
			"a:i:string t:i:integer x:m:integer V:v:string\n"
			"p|1|7|N\np|2|14|\np|3|17|\np|4|13|\nq|1|9|N\nq|2|19|N\nq|3|10|N");
	assert_analytic(&desk,
			(struct analytic_item){ .function = AGGREGATION_MAX, .over = points(2, 0) },
			series,
			"a:i:string t:i:integer x:m:integer V:v:string\n"
			"p|1|3|N\np|2|4|N\np|3|7|\np|4|7|\nq|1|9|N\nq|2|9|N\nq|3|10|N");
	assert_analytic(
		&desk,
		(struct analytic_item){ .function = AGGREGATION_FIRST_VALUE, .over = points(1, 1) },
		series,
		"a:i:string t:i:integer x:m:integer V:v:string\n"
		"p|1|3|N\np|2|3|\np|3|4|\np|4|7|\nq|1|9|N\nq|2|9|N\nq|3||N");
	assert_analytic(
		&desk,
		(struct analytic_item){ .function = AGGREGATION_MEDIAN, .over = points(1, 0) },
		series,
		"a:i:string t:i:integer x:m:number V:v:string\n"
		"p|1|3|N\np|2|3.5|N\np|3|5.5|\np|4|6.5|\nq|1|9|N\nq|2|9|N\nq|3|10|N");
	desk_close(&desk);
}

static void test_windows__by_default_reach_to_the_current_point(void **state)
{
	struct desk desk;
	struct over whole = { .partition = by_a, .n_partition = 1, .has_partition = true };

	(void)state;
	desk_open(&desk);
	assert_analytic(&desk,
			(struct analytic_item){ .function = AGGREGATION_AVG, .over = in_order },
			series,
			"a:i:string t:i:integer x:m:number V:v:string\n"
			"p|1|3|N\np|2|3.5|N\np|3|4.66666667|\np|4|5|\nq|1|9|N\nq|2|9|N\nq|3|9.5|N");
	assert_analytic(
		&desk,
		(struct analytic_item){ .function = AGGREGATION_RATIO_TO_REPORT, .over = whole },
		series,
		"a:i:string t:i:integer x:m:number V:v:string\n"
		"p|1|0.15|\np|2|0.2|\np|3|0.35|\np|4|0.3|\n"
		"q|1|0.473684211|N\nq|2||N\nq|3|0.526315789|N");
	assert_analytic(&desk,
			(struct analytic_item){ .function = AGGREGATION_STDDEV_POP, .over = whole },
			"a:i:string t:i:integer x:m:number\np|1|2\np|2|4\np|3|6",
			"a:i:string t:i:integer x:m:number\n"
			"p|1|1.63299316\np|2|1.63299316\np|3|1.63299316");
	desk_close(&desk);
}

static void test_windows__of_ranges_go_by_what_is_ordered_by(void **state)
{
	struct desk desk;
	struct over over = in_order;

	(void)state;
	desk_open(&desk);
	over.window = WINDOW_RANGE;
	over.from = (struct window_bound){ BOUND_PRECEDING, 2 };
	over.to = (struct window_bound){ .kind = BOUND_CURRENT };
	assert_analytic(&desk, (struct analytic_item){ .function = AGGREGATION_SUM, .over = over },
			"a:i:string t:i:integer x:m:number\np|1|1\np|2|2\np|5|4\np|6|8\np|7|16",
			"a:i:string t:i:integer x:m:number\np|1|1\np|2|3\np|5|4\np|6|12\np|7|28");
	assert_analytic(
		&desk, (struct analytic_item){ .function = AGGREGATION_COUNT, .over = over },
		"a:i:string t:i:date x:m:number\np|2020-01-01|\np|2020-01-03|1\np|2020-01-04|2",
		"a:i:string t:i:date int_var:m:integer\n"
		"p|2020-01-01|1\np|2020-01-03|2\np|2020-01-04|2");
	desk_close(&desk);
}

static void test_neighbours__are_null_or_preset_beyond_the_partition(void **state)
{
	struct desk desk;

	(void)state;
	desk_open(&desk);
	assert_analytic(&desk,
			(struct analytic_item){
				.function = AGGREGATION_LAG, .over = in_order, .offset = 1 },
			series,
			"a:i:string t:i:integer x:m:integer V:v:string\n"
			"p|1||N\np|2|3|N\np|3|4|M\np|4|7|N\nq|1||N\nq|2|9|N\nq|3||N");
	assert_analytic(&desk,
			(struct analytic_item){ .function = AGGREGATION_LEAD,
						.over = in_order,
						.offset = 2,
						.preset = integer(&desk, -1) },
			series,
			"a:i:string t:i:integer x:m:integer V:v:string\n"
			"p|1|7|N\np|2|6|N\np|3|-1|M\np|4|-1|N\nq|1|10|N\nq|2|-1|N\nq|3|-1|N");
	desk_close(&desk);
}

static void test_ranks__leave_gaps_after_equals(void **state)
{
	static const struct order_item by_x[] = { { .name = STR("x"), .is_descending = true } };
	struct desk desk;
	struct dataset *d, *out;
	struct analytic_item item = { .function = AGGREGATION_RANK,
				      .name = S("rank"),
				      .role = ROLE_MEASURE,
				      .over = { .has_partition = true,
						.is_partition_except = true,
						.order = by_x,
						.n_order = 1 } };

	(void)state;
	desk_open(&desk);
	d = table(&desk, "a:i:string x:m:integer\np|5\nq|7\nr|5\ns|3\nt|");
	assert_ok(analytic_extend(&desk.run, d, &item, 1, &out));
	assert_table(&desk, out,
		     "a:i:string x:m:integer rank:m:integer\np|5|2\nq|7|1\nr|5|2\ns|3|4\nt||5");
	item.over.n_order = 0;
	assert_fails(analytic_extend(&desk.run, d, &item, 1, &out), ERR_INVALID);
	dataset_release(d);
	desk_close(&desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_windows__of_data_points_slide),
		cmocka_unit_test(test_windows__by_default_reach_to_the_current_point),
		cmocka_unit_test(test_windows__of_ranges_go_by_what_is_ordered_by),
		cmocka_unit_test(test_neighbours__are_null_or_preset_beyond_the_partition),
		cmocka_unit_test(test_ranks__leave_gaps_after_equals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
