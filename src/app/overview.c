/* Counting for the first page. */
#include "app/overview.h"

#include "base/list.h"
#include "model/budget_line.h"
#include "model/indicator.h"
#include "model/link.h"
#include "model/outcome.h"
#include "model/risk.h"
#include "model/target.h"

/* An overview on its way. */
struct survey {
	const struct snapshot *snapshot;
	const struct tree *tree;
	struct arena *arena;
	struct map products; /* code to index */
	struct list deliveries;
	struct overview *overview;
};

/* Does an indicator measure the thing? */
static struct err is_measured(const struct snapshot *snapshot, struct str noun, struct str key,
			      bool *out)
{
	struct found_rows links;

	TRY(snapshot_where(snapshot, NOUN_LINK, "to_key", key, &links));
	for (size_t i = 0; i < links.count && !*out; i++) {
		const struct link *link = links.at[i];

		*out = link->kind == LINK_KIND_MEASURES && str_eq(link->to_noun, noun) &&
		       str_eq(link->from_noun, S("indicator"));
	}
	return OK;
}

static struct err count_outcomes(struct survey *survey)
{
	struct rows rows = snapshot_rows(survey->snapshot, NOUN_OUTCOME);
	struct coverage *coverage = &survey->overview->outcomes;
	const struct outcome *outcome;

	while ((outcome = rows_next(&rows))) {
		bool measured = false;

		TRY(is_measured(survey->snapshot, S("outcome"), outcome->code, &measured));
		if (!measured)
			TRY(is_measured(survey->snapshot, S("node"), outcome->node, &measured));
		coverage->count++;
		coverage->with_owner += !str_empty(outcome->owner);
		coverage->with_indicator += measured;
	}
	return OK;
}

/* Has the indicator a baseline, a target? Only one with a value counts. */
static struct err find_targets(const struct snapshot *snapshot, struct str indicator,
			       bool *baseline, bool *target)
{
	struct found_rows targets;

	TRY(snapshot_where(snapshot, NOUN_TARGET, "indicator", indicator, &targets));
	for (size_t i = 0; i < targets.count; i++) {
		const struct target *row = targets.at[i];

		if (decimal_empty(row->value))
			continue;
		*baseline |= row->kind == TARGET_KIND_BASELINE;
		*target |= row->kind == TARGET_KIND_TARGET;
	}
	return OK;
}

static struct err count_indicators(struct survey *survey)
{
	struct rows rows = snapshot_rows(survey->snapshot, NOUN_INDICATOR);
	struct coverage *coverage = &survey->overview->indicators;
	struct list with_variable = LIST(survey->arena, const struct indicator *);
	const struct indicator *indicator;

	while ((indicator = rows_next(&rows))) {
		bool baseline = false, target = false;

		TRY(find_targets(survey->snapshot, indicator->code, &baseline, &target));
		coverage->count++;
		coverage->with_owner += !str_empty(indicator->owner);
		coverage->with_baseline += baseline;
		coverage->with_target += target;
		if (!str_empty(indicator->variable))
			TRY(list_push(&with_variable, &indicator));
	}
	survey->overview->with_variable = with_variable.at;
	survey->overview->n_with_variable = with_variable.count;
	return OK;
}

static void count_risks(struct survey *survey)
{
	struct rows rows = snapshot_rows(survey->snapshot, NOUN_RISK);
	const struct risk *risk;

	while ((risk = rows_next(&rows))) {
		survey->overview->n_risks++;
		survey->overview->n_severe += risk->probability == GRADE_HIGH &&
					      risk->impact == GRADE_HIGH;
	}
}

/* The categories of products; their kinds below them are shown as what they belong to. */
static struct err list_products(struct survey *survey)
{
	struct list products = LIST(survey->arena, const struct product *);
	struct found_rows tops;

	map_init(&survey->products, survey->arena);
	TRY(snapshot_where(survey->snapshot, NOUN_PRODUCT, "parent", S(""), &tops));
	for (size_t i = 0; i < tops.count; i++) {
		const struct product *product = tops.at[i];

		TRY(map_put(&survey->products, product->code, products.count));
		TRY(list_push(&products, &product));
	}
	survey->overview->products = products.at;
	survey->overview->n_products = products.count;
	return OK;
}

/* The index of the product's category; false when there is none. */
static bool find_category(const struct survey *survey, struct str code, uint64_t *out)
{
	const struct product *product = snapshot_find(survey->snapshot, NOUN_PRODUCT, code);
	size_t steps = snapshot_count(survey->snapshot, NOUN_PRODUCT);

	/* No more steps than products: their parents may go round in a circle. */
	for (; product && !str_empty(product->parent) && steps > 0; steps--)
		product = snapshot_find(survey->snapshot, NOUN_PRODUCT, product->parent);
	return product && map_get(&survey->products, product->code, out);
}

static int compare_deliveries(const void *a, const void *b, const void *context)
{
	const struct delivery *left = a, *right = b;

	(void)context;
	if (left->place != right->place)
		return left->place < right->place ? -1 : 1;
	return (left->product > right->product) - (left->product < right->product);
}

/* What a document names twice under one topic is one delivery here. */
static void drop_repeated(struct list *deliveries)
{
	size_t kept = 0;

	for (size_t i = 0; i < deliveries->count; i++) {
		const struct delivery *one = LIST_AT(*deliveries, struct delivery, i);

		if (kept == 0 ||
		    compare_deliveries(LIST_AT(*deliveries, struct delivery, kept - 1), one, NULL))
			*LIST_AT(*deliveries, struct delivery, kept++) = *one;
	}
	deliveries->count = kept;
}

static struct err list_deliveries(struct survey *survey)
{
	struct rows rows = snapshot_rows(survey->snapshot, NOUN_LINK);
	const struct link *link;

	while ((link = rows_next(&rows))) {
		struct delivery delivery;
		uint64_t product;

		if (link->kind != LINK_KIND_DELIVERS || !str_eq(link->from_noun, S("node")) ||
		    !str_eq(link->to_noun, S("product")) ||
		    !find_category(survey, link->to_key, &product))
			continue;
		delivery.place = tree_place(survey->tree, link->from_key);
		delivery.product = (size_t)product;
		if (delivery.place != TREE_NONE)
			TRY(list_push(&survey->deliveries, &delivery));
	}
	TRY(list_sort(&survey->deliveries, compare_deliveries, NULL));
	drop_repeated(&survey->deliveries);
	survey->overview->deliveries = survey->deliveries.at;
	survey->overview->n_deliveries = survey->deliveries.count;
	return OK;
}

static struct err count_preliminary(struct survey *survey)
{
	struct rows rows = snapshot_rows(survey->snapshot, NOUN_BUDGET_LINE);
	struct map *counts = &survey->overview->preliminary;
	const struct budget_line *line;

	map_init(counts, survey->arena);
	while ((line = rows_next(&rows))) {
		uint64_t count = 0;

		if (line->state != BUDGET_LINE_STATE_PRELIMINARY || line->amount == MONEY_EMPTY)
			continue;
		map_get(counts, line->plan, &count);
		TRY(map_put(counts, line->plan, count + 1));
	}
	return OK;
}

static struct err overview_make(const struct snapshot *snapshot, const void *about, struct date day,
				struct arena *arena, const void **out)
{
	struct survey survey = {
		.snapshot = snapshot,
		.arena = arena,
		.deliveries = LIST(arena, struct delivery),
	};

	(void)about;
	(void)day;
	TRY_NEW(survey.overview = NEW(arena, struct overview, 1));
	TRY(snapshot_tree(snapshot, &survey.tree));
	TRY(count_outcomes(&survey));
	TRY(count_indicators(&survey));
	count_risks(&survey);
	TRY(list_products(&survey));
	TRY(list_deliveries(&survey));
	TRY(count_preliminary(&survey));
	*out = survey.overview;
	return OK;
}

struct err overview(const struct snapshot *snapshot, const struct overview **out)
{
	static const struct derivation derivation = {
		.name = "overview",
		.nouns = NOUN_BIT(NOUN_FRAMEWORK) | NOUN_BIT(NOUN_LEVEL) | NOUN_BIT(NOUN_NODE) |
			 NOUN_BIT(NOUN_OUTCOME) | NOUN_BIT(NOUN_PRODUCT) |
			 NOUN_BIT(NOUN_INDICATOR) | NOUN_BIT(NOUN_TARGET) | NOUN_BIT(NOUN_RISK) |
			 NOUN_BIT(NOUN_LINK) | NOUN_BIT(NOUN_BUDGET_LINE),
		.make = overview_make,
	};
	const void *value;

	TRY(snapshot_derive(snapshot, &derivation, DATE_EMPTY, &value));
	*out = value;
	return OK;
}
