/* Series and sparklines: gaps, breaks and targets; one value, none, and very many. */
#include "figure/series.h"

#include "golden.h"

#define VALUE(units, scale)      \
	{                        \
		(units), (scale) \
	}
#define NONE                           \
	{                              \
		0, DECIMAL_EMPTY_SCALE \
	}

static const struct series_point years[] = {
	{ STR("2015"), VALUE(412, 1), STR(""), false },
	{ STR("2016"), VALUE(440, 1), STR(""), false },
	{ STR("2017"), NONE, STR("not reported"), false },
	{ STR("2018"), VALUE(515, 1), STR(""), false },
	{ STR("2019"), VALUE(542, 1), STR(""), false },
	{ STR("2020"), VALUE(601, 1), STR(""), true },
	{ STR("2021"), VALUE(620, 1), STR(""), false },
	{ STR("2022"), NONE, STR("not reported"), false },
	{ STR("2023"), VALUE(655, 1), STR(""), false },
	{ STR("2024"), NONE, STR("not due yet"), false },
};

static const struct series internet = {
	.title = STR("Individuals using the Internet"),
	.description = STR("It rose from 41.2% to 65.5%; the target is 80%."),
	.time_header = STR("Year"),
	.value_header = STR("Individuals using the Internet"),
	.is_percent = true,
	.points = years,
	.n_points = countof(years),
	.target = VALUE(80, 0),
	.target_label = STR("Target 2029"),
};

static void draw(const char *name, bool arabic, const struct series *series)
{
	struct studio studio;
	struct frame frame;
	struct svg svg;

	studio_open(&studio);
	frame = studio_frame(&studio, arabic ? studio.arabic : studio.english, FIGURE_NARROW);
	assert_ok(series_draw(&frame, series, &svg));
	assert_golden(&studio, name, &svg);
	studio_close(&studio);
}

static void test_series__leaves_gaps_and_marks_breaks(void **state)
{
	(void)state;
	draw("series-internet", false, &internet);
}

static void test_series__runs_from_the_right_in_arabic(void **state)
{
	(void)state;
	draw("series-arabic", true, &internet);
}

static void test_series__that_lies_high_begins_above_nought(void **state)
{
	static const struct series_point points[] = {
		{ STR("January 2026"), VALUE(4195100, 0), STR(""), false },
		{ STR("February 2026"), VALUE(4195300, 0), STR(""), false },
		{ STR("March 2026"), VALUE(4196000, 0), STR(""), false },
		{ STR("April 2026"), VALUE(4195900, 0), STR(""), false },
	};
	struct series high = internet;

	(void)state;
	high.is_percent = false;
	high.points = points;
	high.n_points = countof(points);
	high.target = DECIMAL_EMPTY;
	draw("series-high", false, &high);
}

static void test_series__may_have_one_value_a_target_alone_or_nothing(void **state)
{
	static const struct series_point below = { STR("2026"), VALUE(-25, 1), STR(""), true };
	struct series one = internet;

	(void)state;
	one.points = &below;
	one.n_points = 1;
	draw("series-one", false, &one);
	one.n_points = 0;
	draw("series-target", false, &one);
	one.target = DECIMAL_EMPTY;
	draw("series-none", false, &one);
}

static void test_series__of_many_points_has_few_labels(void **state)
{
	enum { MANY = 400 };
	struct series_point points[MANY];
	struct series many = internet;
	uint64_t seed = 3;

	(void)state;
	for (int i = 0; i < MANY; i++)
		points[i] = (struct series_point){
			.label = i % 2 ? S("W52") : S("W1"),
			.value = decimal_of((int64_t)dice_throw(&seed, 100) + i, 0),
		};
	many.points = points;
	many.n_points = MANY;
	many.target = decimal_of(INT64_MAX, 0);
	draw("series-many", false, &many);
	many.target = DECIMAL_EMPTY;
	draw("series-dense", false, &many);
}

static void test_sparkline__is_as_high_as_a_line_of_text(void **state)
{
	struct studio studio;
	struct frame frame;
	struct series none = internet;
	struct svg svg;

	(void)state;
	studio_open(&studio);
	frame = studio_frame(&studio, studio.english, 96);
	assert_ok(sparkline_draw(&frame, &internet, &svg));
	assert_golden(&studio, "sparkline", &svg);
	assert_int_equal(svg.height, 24);
	none.n_points = 0;
	assert_ok(sparkline_draw(&frame, &none, &svg));
	assert_golden(&studio, "sparkline-none", &svg);
	studio_close(&studio);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_series__leaves_gaps_and_marks_breaks),
		cmocka_unit_test(test_series__runs_from_the_right_in_arabic),
		cmocka_unit_test(test_series__that_lies_high_begins_above_nought),
		cmocka_unit_test(test_series__may_have_one_value_a_target_alone_or_nothing),
		cmocka_unit_test(test_series__of_many_points_has_few_labels),
		cmocka_unit_test(test_sparkline__is_as_high_as_a_line_of_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
