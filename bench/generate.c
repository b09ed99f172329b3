/*
 * Writes a plan of a size that the program must carry with ease: 5,000 topics, 30,000 indicators and
 * 35,000 actions, with everything that makes them a plan: units, outcomes, products, targets, links,
 * a budget that adds up, risks. The same call always gives the same bytes.
 *
 *	generate [--scale PERCENT] FOLDER
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/limits.h"
#include "base/list.h"
#include "exchange/folder.h"
#include "model/action.h"
#include "model/area_group.h"
#include "model/area_scheme.h"
#include "model/budget_line.h"
#include "model/choices.h"
#include "model/framework.h"
#include "model/indicator.h"
#include "model/level.h"
#include "model/link.h"
#include "model/mitigation.h"
#include "model/node.h"
#include "model/outcome.h"
#include "model/plan.h"
#include "model/product.h"
#include "model/risk.h"
#include "model/row.h"
#include "model/target.h"
#include "model/unit.h"
#include "model/unit_kind.h"

enum {
	TOPICS = 5000, /* at a scale of 100 per cent */
	PRIORITIES = 25,
	OUTCOMES_A_TOPIC = 2,
	INDICATORS_A_TOPIC = 6, /* the last one measures an output, the others outcomes */
	ACTIONS_A_TOPIC = 7,
	PRODUCTS = 48,
	PRODUCTS_A_CATEGORY = 6,
	PRODUCTS_A_TOPIC = 3,
	GOALS = 16,
	DEPARTMENTS = 12,
	OFFICES = 40,
	REGIONS = 6,
	RISKS = 40,
	MITIGATIONS_A_RISK = 3,
	YEAR = 2030,
};

/* The rows of one noun on their way to its file. */
struct maker {
	struct arena *arena;
	struct row_sink *sink;
	const struct noun *noun;
	struct list rows; /* struct made */
	uint64_t seed;
	size_t topics;
};

struct made {
	struct str key;
	void *row;
};

static void stop(const char *what)
{
	fprintf(stderr, "generate: %s\n", what);
	exit(2);
}

static void must(struct err e)
{
	if (failed(e)) {
		fprintf(stderr, "%s: %.*s\n", e.where, STR_ARGS(e.detail));
		stop("failed");
	}
}

static void begin(struct maker *maker, enum noun_id noun)
{
	maker->noun = noun_of(noun);
	maker->rows = LIST(maker->arena, struct made);
}

/* A new empty row of the noun that was begun. */
static void *add(struct maker *maker)
{
	struct made made = { .row = arena_alloc(maker->arena, 1, maker->noun->row_size) };

	if (!made.row)
		stop("out of memory");
	row_clear(maker->noun, made.row);
	must(list_push(&maker->rows, &made));
	return made.row;
}

static int compare_made(const void *a, const void *b, const void *context)
{
	(void)context;
	return key_cmp(((const struct made *)a)->key, ((const struct made *)b)->key);
}

/* The rows in the order of their keys, into the noun's file. */
static void end(struct maker *maker)
{
	for (size_t i = 0; i < maker->rows.count; i++) {
		struct made *made = LIST_AT(maker->rows, struct made, i);

		must(row_key(maker->arena, maker->noun, made->row, &made->key));
	}
	must(list_sort(&maker->rows, compare_made, NULL));
	for (size_t i = 0; i < maker->rows.count; i++)
		must(maker->sink->take(maker->sink, maker->noun,
				       LIST_AT(maker->rows, struct made, i)->row, 1));
}

/* The next number of the row, below a bound. */
static size_t dice(struct maker *maker, size_t below)
{
	maker->seed = maker->seed * 6364136223846793005U + 1442695040888963407U;
	return (size_t)(maker->seed >> 33) % below;
}

static struct str pick(struct maker *maker, const struct str *words, size_t count)
{
	return words[dice(maker, count)];
}

static struct str code(struct maker *maker, const char *prefix, size_t n)
{
	struct str s = str_format(maker->arena, "%s%zu", prefix, n);

	if (!s.at)
		stop("out of memory");
	return s;
}

/* A sentence of the length that plans are written in, told apart by its number. */
static struct str sentence(struct maker *maker, const char *noun, size_t n)
{
	static const struct str what[] = {
		STR("Improved"),  STR("Strengthened"),     STR("Increased"), STR("More equal"),
		STR("Sustained"), STR("More transparent"), STR("Earlier"),   STR("Better used"),
	};
	static const struct str of[] = {
		STR("access of rural households to reliable services"),
		STR("capacity of public bodies to plan, carry out and report their work"),
		STR("use of statistics in decisions on investment"),
		STR("readiness for emergencies, from early warning to recovery"),
		STR("cooperation among regulators, operators and users"),
		STR("skills of women, young people and persons with disabilities"),
	};
	static const struct str where[] = {
		STR("in the least developed countries"),
		STR("in small island States"),
		STR("in all regions"),
		STR("in landlocked countries"),
		STR("through regional initiatives"),
	};
	struct str head = pick(maker, what, countof(what));
	struct str middle = pick(maker, of, countof(of));
	struct str tail = pick(maker, where, countof(where));
	struct str s = str_format(maker->arena, "%.*s %.*s, %.*s (%s %zu)", STR_ARGS(head),
				  STR_ARGS(middle), STR_ARGS(tail), noun, n);

	if (!s.at)
		stop("out of memory");
	return s;
}

static struct str department(struct maker *maker, size_t n)
{
	return code(maker, "D", n % DEPARTMENTS + 1);
}

static struct str priority(struct maker *maker, size_t n)
{
	return code(maker, "P", n + 1);
}

/* Topics are dealt out among the priorities in turn. */
static struct str topic(struct maker *maker, size_t n)
{
	struct str s = str_format(maker->arena, "P%zu.%zu", n % PRIORITIES + 1, n / PRIORITIES + 1);

	if (!s.at)
		stop("out of memory");
	return s;
}

static struct str below_topic(struct maker *maker, const char *letter, size_t i_topic, size_t n)
{
	struct str above = topic(maker, i_topic);
	struct str s = str_format(maker->arena, "%.*s.%s%zu", STR_ARGS(above), letter, n + 1);

	if (!s.at)
		stop("out of memory");
	return s;
}

/* An amount of whole thousands, in minor units. */
static int64_t action_amount(size_t i_topic, size_t n)
{
	return (int64_t)(5 + (i_topic * 13 + n * 29) % 90) * 1000 * 100;
}

static int64_t topic_amount(size_t i_topic)
{
	int64_t sum = 0;

	for (size_t n = 0; n < ACTIONS_A_TOPIC; n++)
		sum += action_amount(i_topic, n);
	return sum;
}

/* The sum of a priority's topics; of all topics for the number PRIORITIES. */
static int64_t priority_amount(const struct maker *maker, size_t i_priority)
{
	int64_t sum = 0;

	for (size_t t = 0; t < maker->topics; t++)
		if (i_priority == PRIORITIES || t % PRIORITIES == i_priority)
			sum += topic_amount(t);
	return sum;
}

static void make_units(struct maker *maker)
{
	static const struct str kinds[] = { STR("bureau"), STR("department"), STR("office") };

	begin(maker, NOUN_UNIT_KIND);
	for (size_t i = 0; i < countof(kinds); i++) {
		struct unit_kind *kind = add(maker);

		*kind = (struct unit_kind){ kinds[i], kinds[i], S(""), (int64_t)i + 1 };
	}
	end(maker);
	begin(maker, NOUN_UNIT);
	for (size_t i = 0; i <= DEPARTMENTS + OFFICES; i++) {
		struct unit *unit = add(maker);
		bool is_office = i > DEPARTMENTS;

		unit->code = i == 0      ? S("B")
			     : is_office ? code(maker, "O", i - DEPARTMENTS)
					 : code(maker, "D", i);
		unit->kind = kinds[i == 0 ? 0 : is_office ? 2 : 1];
		unit->parent = i == 0 ? S("") : is_office ? department(maker, i) : S("B");
		unit->name = code(maker,
				  i == 0      ? "Bureau "
				  : is_office ? "Office "
					      : "Department ",
				  i);
		unit->position = (int64_t)i;
	}
	end(maker);
}

static void make_regions(struct maker *maker)
{
	begin(maker, NOUN_AREA_SCHEME);
	struct area_scheme *scheme = add(maker);

	scheme->code = S("region");
	scheme->name = S("Regions");
	scheme->exclusive = YES;
	end(maker);
	begin(maker, NOUN_AREA_GROUP);
	for (size_t i = 0; i < REGIONS; i++) {
		struct area_group *group = add(maker);

		group->code = code(maker, "R", i + 1);
		group->scheme = S("region");
		group->name = code(maker, "Region ", i + 1);
		group->position = (int64_t)i + 1;
	}
	end(maker);
}

static void add_level(struct maker *maker, struct str framework, struct str name, int64_t position)
{
	struct level *level = add(maker);
	int carries = str_eq(framework, S("BENCH")) ? YES : NO;

	level->framework = framework;
	level->code = name;
	level->name = name;
	level->carries_budget = carries;
	level->carries_results = carries;
	level->carries_owner = carries;
	level->position = position;
}

static void make_frameworks(struct maker *maker)
{
	begin(maker, NOUN_FRAMEWORK);
	for (int i = 0; i < 2; i++) {
		struct framework *framework = add(maker);

		framework->code = i ? S("GOALS") : S("BENCH");
		framework->name = i ? S("Goals of the organisation")
				    : S("Framework of measurements");
		framework->starts = date_of(YEAR, 1, 1);
		framework->ends = date_of(YEAR + 3, 12, 31);
		framework->position = i + 1;
	}
	end(maker);
	begin(maker, NOUN_LEVEL);
	add_level(maker, S("BENCH"), S("priority"), 1);
	add_level(maker, S("BENCH"), S("topic"), 2);
	add_level(maker, S("GOALS"), S("goal"), 1);
	end(maker);
}

static struct node *add_node(struct maker *maker, struct str code_of, struct str level,
			     struct str name, size_t position)
{
	struct node *node = add(maker);

	node->code = code_of;
	node->level = level;
	node->name = name;
	node->position = (int64_t)position + 1;
	return node;
}

static void make_nodes(struct maker *maker)
{
	begin(maker, NOUN_NODE);
	for (size_t i = 0; i < GOALS; i++)
		add_node(maker, code(maker, "G", i + 1), S("GOALS/goal"),
			 sentence(maker, "goal", i + 1), i);
	for (size_t i = 0; i < PRIORITIES; i++)
		add_node(maker, priority(maker, i), S("BENCH/priority"),
			 sentence(maker, "priority", i + 1), i)
			->owner = department(maker, i);
	for (size_t i = 0; i < maker->topics; i++) {
		struct node *node = add_node(maker, topic(maker, i), S("BENCH/topic"),
					     sentence(maker, "topic", i + 1), i / PRIORITIES);

		node->parent = priority(maker, i % PRIORITIES);
		node->owner = department(maker, i);
		node->description = sentence(maker, "description of topic", i + 1);
	}
	end(maker);
}

static void make_outcomes(struct maker *maker)
{
	begin(maker, NOUN_OUTCOME);
	for (size_t i = 0; i < maker->topics * OUTCOMES_A_TOPIC; i++) {
		struct outcome *outcome = add(maker);
		size_t i_topic = i / OUTCOMES_A_TOPIC, n = i % OUTCOMES_A_TOPIC;

		outcome->code = below_topic(maker, "O", i_topic, n);
		outcome->node = topic(maker, i_topic);
		outcome->name = sentence(maker, "outcome", i + 1);
		outcome->owner = department(maker, i);
		outcome->position = (int64_t)n + 1;
	}
	end(maker);
}

static void make_products(struct maker *maker)
{
	begin(maker, NOUN_PRODUCT);
	for (size_t i = 0; i < PRODUCTS; i++) {
		struct product *product = add(maker);
		size_t category = i - i % PRODUCTS_A_CATEGORY;

		product->code = code(maker, "S", i + 1);
		product->parent = i == category ? S("") : code(maker, "S", category + 1);
		product->name = sentence(maker, "product", i + 1);
		product->owner = department(maker, i);
		product->position = (int64_t)i + 1;
	}
	end(maker);
}

static void make_indicators(struct maker *maker)
{
	begin(maker, NOUN_INDICATOR);
	for (size_t i = 0; i < maker->topics * INDICATORS_A_TOPIC; i++) {
		struct indicator *indicator = add(maker);
		size_t i_topic = i / INDICATORS_A_TOPIC, n = i % INDICATORS_A_TOPIC;
		bool of_output = n == INDICATORS_A_TOPIC - 1;

		indicator->code = below_topic(maker, "I", i_topic, n);
		indicator->result_type = of_output ? INDICATOR_RESULT_TYPE_OUTPUT
						   : INDICATOR_RESULT_TYPE_OUTCOME;
		indicator->name = sentence(maker, "indicator", i + 1);
		indicator->measure = n % 2 ? INDICATOR_MEASURE_PERCENTAGE
					   : INDICATOR_MEASURE_NUMBER;
		indicator->unit_of_measure = n % 2 ? S("percent") : S("country");
		indicator->direction = INDICATOR_DIRECTION_INCREASE;
		indicator->schedule = SCHEDULE_YEARLY;
		indicator->owner = i % 7 ? department(maker, i) : S("");
		indicator->state = INDICATOR_STATE_AGREED;
		indicator->position = (int64_t)n + 1;
	}
	end(maker);
}

static void add_target(struct maker *maker, size_t i_indicator, bool is_target)
{
	struct target *target = add(maker);

	target->indicator = below_topic(maker, "I", i_indicator / INDICATORS_A_TOPIC,
					i_indicator % INDICATORS_A_TOPIC);
	target->kind = is_target ? TARGET_KIND_TARGET : TARGET_KIND_BASELINE;
	target->period =
		(struct period){ PERIOD_YEAR, date_of(is_target ? YEAR + 3 : YEAR - 1, 1, 1) };
	target->version = 1;
	target->value = decimal_of((int64_t)(100 + i_indicator % 300 + (is_target ? 250 : 0)), 1);
	target->value_state = TARGET_VALUE_STATE_VALUE;
}

/* Four of five indicators have a baseline and a target. */
static void make_targets(struct maker *maker)
{
	begin(maker, NOUN_TARGET);
	for (size_t i = 0; i < maker->topics * INDICATORS_A_TOPIC; i++) {
		if (i % 5 == 0)
			continue;
		add_target(maker, i, false);
		add_target(maker, i, true);
	}
	end(maker);
}

static void make_plan(struct maker *maker)
{
	begin(maker, NOUN_PLAN);
	struct plan *plan = add(maker);

	plan->code = S("B");
	plan->name = S("A large plan");
	plan->framework = S("BENCH");
	plan->starts = date_of(YEAR, 1, 1);
	plan->ends = date_of(YEAR, 12, 31);
	plan->state = PLAN_STATE_APPROVED;
	plan->currency = S("CHF");
	plan->language = S("en");
	end(maker);
}

static void make_actions(struct maker *maker)
{
	begin(maker, NOUN_ACTION);
	for (size_t i = 0; i < maker->topics * ACTIONS_A_TOPIC; i++) {
		struct action *action = add(maker);
		size_t i_topic = i / ACTIONS_A_TOPIC, n = i % ACTIONS_A_TOPIC;
		int32_t month = (int32_t)(i % 12) + 1;

		action->code = below_topic(maker, "A", i_topic, n);
		action->plan = S("B");
		action->node = topic(maker, i_topic);
		action->product = code(maker, "S", i_topic % PRODUCTS + 1);
		action->name = sentence(maker, "action", i + 1);
		action->area_group = n % 2 ? code(maker, "R", i % REGIONS + 1) : S("");
		action->owner = code(maker, "O", i % OFFICES + 1);
		action->starts = date_of(YEAR, month, 1);
		action->ends = date_of(YEAR, 12, 31);
		action->status = PROGRESS_PLANNED;
		action->amount = action_amount(i_topic, n);
		action->currency = S("CHF");
		action->position = (int64_t)n + 1;
	}
	end(maker);
}

static void add_line(struct maker *maker, int kind, struct str node, int64_t amount, int64_t whole)
{
	struct budget_line *line = add(maker);

	line->plan = S("B");
	line->period = (struct period){ PERIOD_YEAR, date_of(YEAR, 1, 1) };
	line->kind = kind;
	line->node = node;
	line->amount = amount;
	line->currency = S("CHF");
	line->state = BUDGET_LINE_STATE_APPROVED;
	if (whole && !decimal_ratio(amount, 100, whole, 4, &line->share_of_total))
		stop("a share cannot be told");
}

/* Topics have amounts; what the priorities and the whole add up to is stated beside them. */
static void make_budget(struct maker *maker)
{
	int64_t whole = priority_amount(maker, PRIORITIES);

	begin(maker, NOUN_BUDGET_LINE);
	add_line(maker, BUDGET_LINE_KIND_STATED_TOTAL, S(""), whole, 0);
	for (size_t i = 0; i < PRIORITIES; i++)
		add_line(maker, BUDGET_LINE_KIND_STATED_TOTAL, priority(maker, i),
			 priority_amount(maker, i), whole);
	for (size_t i = 0; i < maker->topics; i++)
		add_line(maker, BUDGET_LINE_KIND_ALLOCATED, topic(maker, i), topic_amount(i),
			 whole);
	end(maker);
}

static void make_risks(struct maker *maker)
{
	begin(maker, NOUN_RISK);
	for (size_t i = 0; i < RISKS; i++) {
		struct risk *risk = add(maker);

		risk->code = code(maker, "K", i + 1);
		risk->plan = S("B");
		risk->level = RISK_LEVEL_PLAN;
		risk->name = sentence(maker, "risk", i + 1);
		risk->probability = 1 + (int)(i % GRADE_HIGH);
		risk->impact = 1 + (int)(i / GRADE_HIGH % GRADE_HIGH);
		risk->owner = department(maker, i);
		risk->next_review = date_of(YEAR, 6, 30);
		risk->position = (int64_t)i + 1;
	}
	end(maker);
	begin(maker, NOUN_MITIGATION);
	for (size_t i = 0; i < (size_t)RISKS * MITIGATIONS_A_RISK; i++) {
		struct mitigation *mitigation = add(maker);

		mitigation->risk = code(maker, "K", i / MITIGATIONS_A_RISK + 1);
		mitigation->position = (int64_t)(i % MITIGATIONS_A_RISK) + 1;
		mitigation->name = sentence(maker, "mitigation", i + 1);
		mitigation->status = PROGRESS_UNDER_WAY;
	}
	end(maker);
}

static void add_link(struct maker *maker, struct str from_noun, struct str from, int kind,
		     struct str to_noun, struct str to, size_t position)
{
	struct link *link = add(maker);

	link->from_noun = from_noun;
	link->from_key = from;
	link->kind = kind;
	link->to_noun = to_noun;
	link->to_key = to;
	link->position = (int64_t)position + 1;
}

static void link_topic(struct maker *maker, size_t i)
{
	struct str node = topic(maker, i);

	for (size_t n = 0; n < PRODUCTS_A_TOPIC; n++)
		add_link(maker, S("node"), node, LINK_KIND_DELIVERS, S("product"),
			 code(maker, "S", (i + n) % PRODUCTS + 1), n);
	add_link(maker, S("node"), node, LINK_KIND_ALIGNED_WITH, S("node"),
		 code(maker, "G", i % GOALS + 1), 0);
	for (size_t n = 0; n < INDICATORS_A_TOPIC; n++) {
		struct str indicator = below_topic(maker, "I", i, n);

		if (n == INDICATORS_A_TOPIC - 1)
			add_link(maker, S("indicator"), indicator, LINK_KIND_MEASURES, S("product"),
				 code(maker, "S", i % PRODUCTS + 1), n);
		else
			add_link(maker, S("indicator"), indicator, LINK_KIND_MEASURES, S("outcome"),
				 below_topic(maker, "O", i, n % OUTCOMES_A_TOPIC), n);
	}
}

static void make_links(struct maker *maker)
{
	begin(maker, NOUN_LINK);
	for (size_t i = 0; i < maker->topics; i++)
		link_topic(maker, i);
	end(maker);
}

/* The nouns in the order of the model, as a sink takes them. */
static void make_all(struct maker *maker)
{
	make_units(maker);
	make_regions(maker);
	make_frameworks(maker);
	make_nodes(maker);
	make_outcomes(maker);
	make_products(maker);
	make_indicators(maker);
	make_targets(maker);
	make_plan(maker);
	make_actions(maker);
	make_budget(maker);
	make_risks(maker);
	make_links(maker);
}

static void generate(const char *folder, size_t topics)
{
	struct arena arena;
	struct folder_sink sink;
	struct maker maker = { .arena = &arena, .sink = &sink.rows, .seed = 1, .topics = topics };

	arena_init(&arena, LIMIT_COMMAND_ARENA);
	must(folder_sink_open(&sink, &arena, str_of(folder)));
	make_all(&maker);
	must(sink.rows.done(&sink.rows));
	folder_sink_close(&sink);
	arena_finish(&arena);
}

int main(int argc, char **argv)
{
	int64_t percent = 100;
	const char *folder = argv[argc - 1];
	bool scaled = argc == 4 && strcmp(argv[1], "--scale") == 0;

	if ((argc != 2 && !scaled) || (scaled && !str_to_int64(str_of(argv[2]), &percent)) ||
	    percent < 1 || percent > 2000) {
		fprintf(stderr, "usage: generate [--scale PERCENT] FOLDER (1 to 2000 per cent)\n");
		return 2;
	}
	generate(folder, (size_t)(TOPICS * percent / 100));
	return 0;
}
