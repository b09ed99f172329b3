/* The results chain: the whole plan, a capped one, one without amounts, and from the right. */
#include "figure/chain.h"

#include "golden.h"

#define FRANCS(n) ((n)*INT64_C(100))

enum { P1, P2, P3, P4, P5, EN };
enum { LEARNING, CONVENING, TOOLKITS, INTERVENTIONS, STATISTICS };

static const struct chain_item priorities[] = {
	{ STR("Affordable connectivity"), STR("/node/P1"), FRANCS(523000), 0 },
	{ STR("Digital transformation"), STR("/node/P2"), FRANCS(943885), 0 },
	{ STR("Enabling policy and regulatory environment"), STR("/node/P3"), FRANCS(690500), 0 },
	{ STR("Resource mobilization, partnerships and international cooperation"), STR("/node/P4"),
	  FRANCS(236000), 0 },
	{ STR("Inclusive, safe and secure telecommunications/ICTs for sustainable development"),
	  STR("/node/P5"), FRANCS(736500), 0 },
	{ STR("Organizational excellence"), STR("/node/EN"), FRANCS(683115), 0 },
};

static const struct chain_item topics[] = {
	{ STR("Emergency telecommunications"), STR("/node/P1.1"), FRANCS(205000), P1 },
	{ STR("Network and digital infrastructure"), STR("/node/P1.2"), FRANCS(318000), P1 },
	{ STR("Digital innovation ecosystem"), STR("/node/P2.1"), FRANCS(269500), P2 },
	{ STR("Digital services and applications"), STR("/node/P2.2"), FRANCS(163385), P2 },
	{ STR("Capacity Development"), STR("/node/P2.3"), FRANCS(357000), P2 },
	{ STR("Provision of data and statistics"), STR("/node/P3.2"), FRANCS(306500), P3 },
	{ STR("Cybersecurity"), STR("/node/P5.1"), FRANCS(465000), P5 },
	{ STR("Digital inclusion"), STR("/node/P5.2"), FRANCS(271500), P5 },
	{ STR("Membership-driven"), STR("/node/EN.1"), FRANCS(15000), EN },
	{ STR("Regional presence"), STR("/node/EN.2"), FRANCS(82500), EN },
	{ STR("Support services"), STR("/node/EN.3"), FRANCS(535615), EN },
	{ STR("Project Management"), STR("/node/EN.4"), FRANCS(50000), EN },
};

static const struct chain_item products[] = {
	{ STR("Learning frameworks"), STR("/product/LF"), MONEY_EMPTY, 0 },
	{ STR("Convening platforms"), STR("/product/CP"), MONEY_EMPTY, 0 },
	{ STR("Model policies and strategies, toolkits"), STR("/product/MP"), MONEY_EMPTY, 0 },
	{ STR("Technical interventions"), STR("/product/TI"), MONEY_EMPTY, 0 },
	{ STR("Statistics"), STR("/product/ST"), MONEY_EMPTY, 0 },
};

static const struct chain_tie ties[] = {
	{ 0, TOOLKITS },  { 0, INTERVENTIONS }, { 0, CONVENING },     { 0, LEARNING },
	{ 1, CONVENING }, { 1, CONVENING },     { 1, INTERVENTIONS }, { 1, TOOLKITS },
	{ 2, LEARNING },  { 2, TOOLKITS },      { 2, INTERVENTIONS }, { 3, LEARNING },
	{ 3, CONVENING }, { 3, TOOLKITS },      { 3, INTERVENTIONS }, { 4, TOOLKITS },
	{ 4, LEARNING },  { 5, LEARNING },      { 5, CONVENING },     { 5, STATISTICS },
	{ 6, CONVENING }, { 6, STATISTICS },    { 7, LEARNING },      { 7, TOOLKITS },
};

static const struct chain plan = {
	.title = STR("From money to products"),
	.description = STR("Six priorities fund twelve topics, which deliver five products."),
	.currency = STR("CHF"),
	.tie_note = STR("Which products a topic delivers; the amount is not split in the source."),
	.columns = {
		{ STR("Priorities and enabler"), priorities, countof(priorities) },
		{ STR("Topics"), topics, countof(topics) },
		{ STR("Products and services"), products, countof(products) },
	},
	.ties = ties,
	.n_ties = countof(ties),
};

static void draw(const char *name, bool arabic, int width, const struct chain *chain)
{
	struct studio studio;
	struct frame frame;
	struct svg svg;

	studio_open(&studio);
	frame = studio_frame(&studio, arabic ? studio.arabic : studio.english, width);
	assert_ok(chain_draw(&frame, chain, &svg));
	assert_golden(&studio, name, &svg);
	studio_close(&studio);
}

static void test_chain__draws_ribbons_by_amount_and_ties_without(void **state)
{
	(void)state;
	draw("chain-plan", false, FIGURE_WIDE, &plan);
}

static void test_chain__runs_from_the_right_in_arabic(void **state)
{
	(void)state;
	draw("chain-arabic", true, FIGURE_WIDE, &plan);
}

static void test_chain__shows_the_largest_and_the_others(void **state)
{
	struct chain capped = plan;

	(void)state;
	capped.most = 3;
	draw("chain-capped", false, FIGURE_WIDE, &capped);
}

static void test_chain__does_without_amounts_ties_or_anything(void **state)
{
	static const struct chain_item one[] = {
		{ STR("A priority of which no amount is known"), STR(""), MONEY_EMPTY, 0 },
		{ STR("A topic without an amount"), STR(""), MONEY_EMPTY, 0 },
		{ STR("A topic that costs nothing"), STR(""), 0, 0 },
		{ STR("A topic that gives money back"), STR(""), FRANCS(-5), 0 },
	};
	struct chain bare = plan;

	(void)state;
	bare.n_ties = 0;
	bare.columns[0] = (struct chain_column){ S("Priorities"), one, 1 };
	bare.columns[1] = (struct chain_column){ S("Topics"), one + 1, 3 };
	bare.columns[2].n_items = 0;
	draw("chain-bare", false, FIGURE_LEAST, &bare);
	bare.columns[0].n_items = 0;
	bare.columns[1].n_items = 0;
	draw("chain-none", false, FIGURE_WIDE, &bare);
}

static void test_chain__holds_amounts_whose_sum_it_cannot(void **state)
{
	static const struct chain_item first = { STR("All"), STR(""), INT64_MAX, 0 };
	static const struct chain_item halves[] = {
		{ STR("One"), STR(""), INT64_MAX, 0 },
		{ STR("Another"), STR(""), INT64_MAX, 0 },
		{ STR("A little"), STR(""), 1, 0 },
	};
	struct chain huge = plan;

	(void)state;
	huge.n_ties = 0;
	huge.columns[0] = (struct chain_column){ S("Whole"), &first, 1 };
	huge.columns[1] = (struct chain_column){ S("Parts"), halves, countof(halves) };
	draw("chain-huge", false, FIGURE_WIDE, &huge);
}

/* Five thousand topics make a figure no larger than thirty do. */
static void test_chain__of_a_large_plan_stays_small(void **state)
{
	enum { MANY = 5000 };
	struct studio studio;
	struct chain_item *items;
	struct chain large = plan;
	struct frame frame;
	struct svg svg;

	(void)state;
	studio_open(&studio);
	items = NEW(&studio.arena, struct chain_item, MANY);
	assert_non_null(items);
	for (size_t i = 0; i < MANY; i++)
		items[i] = (struct chain_item){ S("A topic of many"), S("/node/T"),
						(int64_t)(i * 7919 % 5003), i % 6 };
	large.columns[1] = (struct chain_column){ S("Topics"), items, MANY };
	frame = studio_frame(&studio, studio.english, FIGURE_WIDE);
	assert_ok(chain_draw(&frame, &large, &svg));
	assert_true(svg.markup.len < 20000);
	assert_true(str_find(svg.markup, S("4,976 others"), 0) != SIZE_MAX);
	studio_close(&studio);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_chain__draws_ribbons_by_amount_and_ties_without),
		cmocka_unit_test(test_chain__runs_from_the_right_in_arabic),
		cmocka_unit_test(test_chain__shows_the_largest_and_the_others),
		cmocka_unit_test(test_chain__does_without_amounts_ties_or_anything),
		cmocka_unit_test(test_chain__holds_amounts_whose_sum_it_cannot),
		cmocka_unit_test(test_chain__of_a_large_plan_stays_small),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
