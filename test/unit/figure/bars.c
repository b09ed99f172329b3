/* Bars: shares beside stated shares, zeros, gaps, huge and negative amounts, both directions. */
#include "figure/bars.h"

#include "golden.h"

/* Decimals of static tables. */
#define SHARE(units, scale)      \
	{                        \
		(units), (scale) \
	}
#define NONE                           \
	{                              \
		0, DECIMAL_EMPTY_SCALE \
	}

static const struct bar priorities[] = {
	{ STR("Affordable connectivity"), STR("/node/P1"), 52300000, STR(""), SHARE(1325, 2) },
	{ STR("Digital transformation"), STR("/node/P2"), 94388500, STR(""), SHARE(2475, 2) },
	{ STR("Enabling policy and regulatory environment"), STR("/node/P3"), 69050000, STR(""),
	  SHARE(1811, 2) },
	{ STR("Resource mobilization, partnerships and international cooperation"), STR("/node/P4"),
	  23600000, STR(""), SHARE(619, 2) },
	{ STR("Inclusive, safe and secure telecommunications/ICTs for sustainable development"),
	  STR("/node/P5"), 73650000, STR(""), SHARE(1932, 2) },
	{ STR("Organizational excellence"), STR("/node/EN"), 68311500, STR(""), SHARE(1792, 2) },
};

static const struct bars money = {
	.title = STR("Money by priority"),
	.description = STR("Priority 2 has the largest amount; the share stated for one differs."),
	.item_header = STR("Priority"),
	.currency = STR("CHF"),
	.total = 381300000,
	.bars = priorities,
	.n_bars = countof(priorities),
};

static void draw(const char *name, bool arabic, int width, const struct bars *bars)
{
	struct studio studio;
	struct frame frame;
	struct svg svg;

	studio_open(&studio);
	frame = studio_frame(&studio, arabic ? studio.arabic : studio.english, width);
	assert_ok(bars_draw(&frame, bars, &svg));
	assert_golden(&studio, name, &svg);
	studio_close(&studio);
}

static void test_bars__mark_the_share_that_differs(void **state)
{
	(void)state;
	draw("bars-money", false, FIGURE_NARROW, &money);
}

static void test_bars__are_as_wide_as_the_page(void **state)
{
	(void)state;
	draw("bars-wide", false, FIGURE_WIDE, &money);
}

static void test_bars__run_from_the_right_in_arabic(void **state)
{
	static const struct bar bars[] = {
		{ STR("التحول الرقمي"), STR("/node/P2"), 94388500, STR(""), SHARE(2475, 2) },
		{ STR("Affordable connectivity (P1)"), STR("/node/P1"), 52300000, STR(""),
		  SHARE(1325, 2) },
		{ STR("بيئة سياساتية وتنظيمية تمكينية للاتصالات وتكنولوجيا المعلومات والاتصالات "
		      "من أجل التنمية المستدامة"),
		  STR(""), MONEY_EMPTY, STR("يُستكمل لاحقاً"), NONE },
	};
	struct bars arabic = money;

	(void)state;
	arabic.title = S("الأموال حسب الأولوية");
	arabic.item_header = S("الأولوية");
	arabic.bars = bars;
	arabic.n_bars = countof(bars);
	draw("bars-arabic", true, FIGURE_NARROW, &arabic);
}

static void test_bars__tell_a_zero_from_a_gap(void **state)
{
	static const struct bar bars[] = {
		{ STR("Nothing was needed"), STR(""), 0, STR(""), SHARE(0, 0) },
		{ STR("Nobody has said"), STR(""), MONEY_EMPTY, STR("to be filled"), NONE },
		{ STR("A share without an amount"), STR(""), MONEY_EMPTY, STR("to be filled"),
		  SHARE(7, 0) },
		{ STR("A stated share of nothing"), STR(""), 0, STR(""), SHARE(50, 0) },
		{ STR("All that there is"), STR(""), 100, STR(""), SHARE(100, 0) },
	};
	struct bars gaps = money;

	(void)state;
	gaps.total = 100;
	gaps.bars = bars;
	gaps.n_bars = countof(bars);
	draw("bars-gaps", false, FIGURE_NARROW, &gaps);
}

static void test_bars__hold_the_largest_amounts_and_those_below_zero(void **state)
{
	static const struct bar bars[] = {
		{ STR("The most that can be held, under a label which is so long that two lines of "
		      "a narrow column are not enough for the whole of it"),
		  STR(""), INT64_MAX, STR(""), NONE },
		{ STR("Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung"),
		  STR(""), INT64_MIN + 1, STR(""), NONE },
		{ STR("<script>\"&'"), STR("/a?b=\"&c"), 1, STR(""), NONE },
	};
	struct bars huge = money;

	(void)state;
	huge.total = 0;
	huge.bars = bars;
	huge.n_bars = countof(bars);
	draw("bars-huge", false, FIGURE_NARROW, &huge);
}

static void test_bars__may_be_counts_one_or_none(void **state)
{
	static const struct bar one = { STR("Outcomes"), STR("/outcome"), 19, STR(""), NONE };
	struct bars counts = { .title = STR("Counts"),
			       .description = STR("One bar."),
			       .item_header = STR("What"),
			       .bars = &one,
			       .n_bars = 1 };

	(void)state;
	draw("bars-one", false, FIGURE_LEAST, &counts);
	counts.n_bars = 0;
	draw("bars-none", false, FIGURE_LEAST, &counts);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bars__mark_the_share_that_differs),
		cmocka_unit_test(test_bars__are_as_wide_as_the_page),
		cmocka_unit_test(test_bars__run_from_the_right_in_arabic),
		cmocka_unit_test(test_bars__tell_a_zero_from_a_gap),
		cmocka_unit_test(test_bars__hold_the_largest_amounts_and_those_below_zero),
		cmocka_unit_test(test_bars__may_be_counts_one_or_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
