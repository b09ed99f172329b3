/* A bar of shares: the split by region that comes to 98, others that come to 100 and more. */
#include "figure/stacked.h"

#include "golden.h"

#define SHARE(units, scale)      \
	{                        \
		(units), (scale) \
	}
#define REGION(code, name)                                                \
	{                                                                 \
		STR(code), STR(name), STR(""), SHARE(7, 0), true, STR("") \
	}

static const struct stacked_part regions[] = {
	{ STR("GLOBAL"), STR("Global focus and multi-region actions"), STR("/region/GLOBAL"),
	  SHARE(56, 0), false, STR("") },
	REGION("AFR", "Africa"),
	REGION("AMS", "The Americas"),
	REGION("ARB", "Arab States"),
	REGION("ASP", "Asia and the Pacific"),
	REGION("CIS", "Commonwealth of Independent States"),
	REGION("EUR", "Europe"),
};

static const struct stacked split = {
	.title = STR("Budget by beneficiary region"),
	.description = STR("More than half is for all regions together."),
	.item_header = STR("Region"),
	.parts = regions,
	.n_parts = countof(regions),
};

static void draw(const char *name, bool arabic, int width, const struct stacked *stacked)
{
	struct studio studio;
	struct frame frame;
	struct svg svg;

	studio_open(&studio);
	frame = studio_frame(&studio, arabic ? studio.arabic : studio.english, width);
	assert_ok(stacked_draw(&frame, stacked, &svg));
	assert_golden(&studio, name, &svg);
	studio_close(&studio);
}

static void test_stacked__shows_what_is_missing_to_a_hundred(void **state)
{
	(void)state;
	draw("stacked-regions", false, FIGURE_NARROW, &split);
}

static void test_stacked__runs_from_the_right_in_arabic(void **state)
{
	(void)state;
	draw("stacked-arabic", true, FIGURE_NARROW, &split);
}

static void test_stacked__marks_a_hundred_when_there_is_more(void **state)
{
	static const struct stacked_part parts[] = {
		{ STR(""), STR("Sixty"), STR(""), SHARE(600, 1), false, STR("") },
		{ STR("Fifty"), STR("Fifty and a quarter"), STR(""), SHARE(5025, 2), true,
		  STR("") },
		{ STR("None"), STR("Nothing at all"), STR(""), SHARE(0, 0), false, STR("") },
		{ STR(""),
		  STR("Nobody has said"),
		  STR(""),
		  { 0, DECIMAL_EMPTY_SCALE },
		  false,
		  STR("to be filled") },
	};
	struct stacked more = split;

	(void)state;
	more.parts = parts;
	more.n_parts = countof(parts);
	draw("stacked-more", false, FIGURE_NARROW, &more);
}

static void test_stacked__may_be_whole_or_empty_or_huge(void **state)
{
	static const struct stacked_part whole = { STR("ALL"),  STR("All of it"),
						   STR("/all"), SHARE(1000, 1),
						   false,       STR("") };
	static const struct stacked_part huge[] = {
		{ STR("A"), STR("One"), STR(""), SHARE(INT64_MAX, 0), false, STR("") },
		{ STR("B"), STR("Two"), STR(""), SHARE(INT64_MAX, 0), false, STR("") },
	};
	struct stacked one = split;

	(void)state;
	one.parts = &whole;
	one.n_parts = 1;
	draw("stacked-whole", false, FIGURE_LEAST, &one);
	one.n_parts = 0;
	draw("stacked-none", false, FIGURE_LEAST, &one);
	one.parts = huge;
	one.n_parts = 2;
	draw("stacked-huge", false, FIGURE_NARROW, &one);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_stacked__shows_what_is_missing_to_a_hundred),
		cmocka_unit_test(test_stacked__runs_from_the_right_in_arabic),
		cmocka_unit_test(test_stacked__marks_a_hundred_when_there_is_more),
		cmocka_unit_test(test_stacked__may_be_whole_or_empty_or_huge),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
