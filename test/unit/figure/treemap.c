/* Treemaps: the plan's budget, huge and tiny amounts, many items, and the layout by itself. */
#include "figure/treemap.h"

#include "figure/squarify.h"
#include "golden.h"

#define FRANCS(n) ((n)*INT64_C(100))

static const struct str groups[] = {
	STR("Affordable connectivity"),
	STR("Digital transformation"),
	STR("Organizational excellence"),
};

static const struct treemap_item items[] = {
	{ STR("Emergency telecommunications"), STR("/node/P1.1"), FRANCS(205000), 0 },
	{ STR("Network and digital infrastructure"), STR("/node/P1.2"), FRANCS(318000), 0 },
	{ STR("Digital innovation ecosystem"), STR("/node/P2.1"), FRANCS(269500), 1 },
	{ STR("Digital services and applications"), STR("/node/P2.2"), FRANCS(163385), 1 },
	{ STR("Capacity Development"), STR("/node/P2.3"), FRANCS(357000), 1 },
	{ STR("Membership-driven"), STR("/node/EN.1"), FRANCS(15000), 2 },
	{ STR("Regional presence"), STR("/node/EN.2"), FRANCS(82500), 2 },
	{ STR("Support services"), STR("/node/EN.3"), FRANCS(535615), 2 },
	{ STR("Project Management"), STR(""), FRANCS(50000), 2 },
	{ STR("Nothing"), STR(""), 0, 2 },
	{ STR("Not said"), STR(""), MONEY_EMPTY, 0 },
};

static const struct treemap budget = {
	.title = STR("The budget"),
	.description = STR("Support services are the largest item."),
	.group_header = STR("Priority"),
	.item_header = STR("Topic"),
	.currency = STR("CHF"),
	.groups = groups,
	.n_groups = countof(groups),
	.items = items,
	.n_items = countof(items),
};

static void draw(const char *name, bool arabic, int width, const struct treemap *map)
{
	struct studio studio;
	struct frame frame;
	struct svg svg;

	studio_open(&studio);
	frame = studio_frame(&studio, arabic ? studio.arabic : studio.english, width);
	assert_ok(treemap_draw(&frame, map, &svg));
	assert_golden(&studio, name, &svg);
	studio_close(&studio);
}

static void test_treemap__divides_groups_and_items(void **state)
{
	(void)state;
	draw("treemap-budget", false, FIGURE_NARROW, &budget);
	draw("treemap-wide", false, FIGURE_WIDE, &budget);
}

static void test_treemap__runs_from_the_right_in_arabic(void **state)
{
	(void)state;
	draw("treemap-arabic", true, FIGURE_NARROW, &budget);
}

static void test_treemap__makes_the_smaller_ones_one(void **state)
{
	enum { MANY = 200 };
	struct treemap_item many[MANY];
	struct treemap map = budget;

	(void)state;
	for (int i = 0; i < MANY; i++)
		many[i] = (struct treemap_item){ S("An item"), S("/x"),
						 i == 0 ? INT64_MAX : (i * 7919) % 211, 0 };
	map.items = many;
	map.n_items = MANY;
	draw("treemap-many", false, FIGURE_NARROW, &map);
	map.n_items = 0;
	draw("treemap-none", false, FIGURE_NARROW, &map);
}

/* Parts lie within the box, do not overlap, and have the areas of their weights. */
static void test_squarify__fills_the_box(void **state)
{
	enum { PARTS = 30 };
	struct box whole = { 100, 200, 36000, 24000 }, parts[PARTS];
	int64_t weights[PARTS], total = 0, area = 0;

	(void)state;
	for (int i = 0; i < PARTS; i++) {
		weights[i] = (int64_t)(PARTS - i) * (PARTS - i);
		total += weights[i];
	}
	squarify(weights, PARTS, whole, parts);
	for (int i = 0; i < PARTS; i++) {
		int64_t own = (int64_t)parts[i].width * parts[i].height;
		int64_t wanted = (int64_t)whole.width * whole.height / total * weights[i];

		assert_true(parts[i].x >= whole.x && parts[i].y >= whole.y);
		assert_true(parts[i].x + parts[i].width <= whole.x + whole.width);
		assert_true(parts[i].y + parts[i].height <= whole.y + whole.height);
		assert_in_range(own, (uintmax_t)wanted * 95 / 100, (uintmax_t)wanted * 105 / 100);
		area += own;
	}
	assert_int_equal(area, (int64_t)whole.width * whole.height);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_treemap__divides_groups_and_items),
		cmocka_unit_test(test_treemap__runs_from_the_right_in_arabic),
		cmocka_unit_test(test_treemap__makes_the_smaller_ones_one),
		cmocka_unit_test(test_squarify__fills_the_box),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
