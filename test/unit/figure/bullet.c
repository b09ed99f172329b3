/* Bullets: all three numbers, some of them, none of them, below nought, from the right. */
#include "figure/bullet.h"

#include "golden.h"

#define VALUE(units, scale)                   \
	{                                     \
		{ (units), (scale) }, STR("") \
	}
#define MISSING(words)                                 \
	{                                              \
		{ 0, DECIMAL_EMPTY_SCALE }, STR(words) \
	}

static const struct bullet indicators[] = {
	{ STR("Percentage of individuals using the Internet"), STR("/indicator/1"), STR("%"),
	  VALUE(655, 1), VALUE(80, 0), VALUE(412, 1) },
	{ STR("Number of Member States with broadband plans"), STR("/indicator/2"),
	  STR("Member States"), VALUE(0, 0), VALUE(120, 0), MISSING("to be filled") },
	{ STR("Total project funds raised by BDT"), STR(""), STR("CHF"), MISSING("not due yet"),
	  MISSING("to be filled"), MISSING("to be filled") },
	{ STR("Percentage change in broadband costs relative to household income"), STR(""),
	  STR("%"), VALUE(-12, 0), VALUE(-20, 0), VALUE(3, 0) },
};

static const struct bullets all = {
	.title = STR("Progress to target"),
	.description = STR("One indicator is on its way, one has nothing yet."),
	.item_header = STR("Indicator"),
	.bullets = indicators,
	.n_bullets = countof(indicators),
};

static void draw(const char *name, bool arabic, const struct bullets *bullets)
{
	struct studio studio;
	struct frame frame;
	struct svg svg;

	studio_open(&studio);
	frame = studio_frame(&studio, arabic ? studio.arabic : studio.english, FIGURE_NARROW);
	assert_ok(bullet_draw(&frame, bullets, &svg));
	assert_golden(&studio, name, &svg);
	studio_close(&studio);
}

static void test_bullet__shows_what_is_there_and_says_what_is_not(void **state)
{
	(void)state;
	draw("bullet-all", false, &all);
}

static void test_bullet__runs_from_the_right_in_arabic(void **state)
{
	(void)state;
	draw("bullet-arabic", true, &all);
}

static void test_bullet__holds_huge_numbers_and_none(void **state)
{
	static const struct bullet huge = { STR("Huge"),
					    STR(""),
					    STR(""),
					    VALUE(INT64_MAX, 0),
					    VALUE(1, DECIMAL_SCALE_MAX),
					    VALUE(-INT64_MAX, 2) };
	struct bullets one = all;

	(void)state;
	one.bullets = &huge;
	one.n_bullets = 1;
	draw("bullet-huge", false, &one);
	one.n_bullets = 0;
	draw("bullet-none", false, &one);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bullet__shows_what_is_there_and_says_what_is_not),
		cmocka_unit_test(test_bullet__runs_from_the_right_in_arabic),
		cmocka_unit_test(test_bullet__holds_huge_numbers_and_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
