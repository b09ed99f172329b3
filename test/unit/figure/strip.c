/* Dot plots: a row a region, crowded bins, missing values, from the right. */
#include "figure/strip.h"

#include "golden.h"

enum { COUNTRIES = 120 };

static const struct str regions[] = { STR("Africa"), STR("Europe"), STR("Nowhere") };

static void draw(const char *name, bool arabic, const struct strip *strip)
{
	struct studio studio;
	struct frame frame;
	struct svg svg;

	studio_open(&studio);
	frame = studio_frame(&studio, arabic ? studio.arabic : studio.english, FIGURE_NARROW);
	assert_ok(strip_draw(&frame, strip, &svg));
	assert_golden(&studio, name, &svg);
	studio_close(&studio);
}

/* Countries of two regions: the first spread out, the second crowded at the end, some silent. */
static struct strip strip_of(struct strip_dot dots[COUNTRIES])
{
	uint64_t seed = 11;

	for (int i = 0; i < COUNTRIES; i++) {
		int64_t share = i < 60 ? (int64_t)dice_throw(&seed, 900) + 50
				       : 1000 - (int64_t)dice_throw(&seed, 60);

		dots[i] = (struct strip_dot){ S("XXX"), S("A country"),
					      i % 2 ? S("/area/XXX") : S(""), i < 60 ? 0 : 1,
					      i % 9 == 0 ? DECIMAL_EMPTY : decimal_of(share, 1) };
	}
	return (struct strip){
		.title = S("Spread over countries"),
		.description = S("One region is crowded near the top."),
		.item_header = S("Country"),
		.group_header = S("Region"),
		.value_header = S("Share"),
		.is_percent = true,
		.groups = regions,
		.n_groups = countof(regions),
		.dots = dots,
		.n_dots = COUNTRIES,
	};
}

static void test_strip__stacks_dots_and_counts_the_silent(void **state)
{
	struct strip_dot dots[COUNTRIES];
	struct strip strip = strip_of(dots);

	(void)state;
	draw("strip-regions", false, &strip);
	draw("strip-arabic", true, &strip);
}

static void test_strip__may_be_empty_or_all_in_one_place(void **state)
{
	struct strip_dot dots[COUNTRIES];
	struct strip strip = strip_of(dots);

	(void)state;
	for (int i = 0; i < COUNTRIES; i++)
		dots[i].value = decimal_of(0, 0);
	draw("strip-one-place", false, &strip);
	strip.n_dots = 0;
	draw("strip-empty", false, &strip);
	strip.n_groups = 0;
	draw("strip-none", false, &strip);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_strip__stacks_dots_and_counts_the_silent),
		cmocka_unit_test(test_strip__may_be_empty_or_all_in_one_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
