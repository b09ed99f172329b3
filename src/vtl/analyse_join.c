/* Joins: the virtual dataset of the operands, the clauses on it one after the other, the aliases off. */
#include "vtl/analyse_rows.h"

#include "base/mark.h"

struct work {
	struct analyser *analyser;
	const struct context *context;
	const struct node *node;
	const struct step **steps;
	struct join_operand *operands;
	struct row_alias *aliases;
};

/* The name by which components of the operand are told apart; empty when it has none. */
static struct str alias_of(const struct join_item_syntax *item)
{
	const struct node *dataset = item->dataset;

	if (item->alias.text.at)
		return item->alias.text;
	return dataset->kind == NODE_NAME ? dataset->name.text : S("");
}

static struct err check_alias(const struct work *work, size_t i)
{
	const struct join_item_syntax *item = &work->node->join.items[i];
	struct str alias = work->operands[i].alias;

	if (str_empty(alias))
		return refuse_at(
			work->analyser, item->dataset->place,
			S(N_("this operand of the join has no name; give it one with \"as\"")),
			(struct message_args){ 0 });
	for (size_t k = 0; k < i; k++)
		if (str_eq(work->operands[k].alias, alias))
			return refuse_at(
				work->analyser, item->dataset->place,
				S(N_("two operands of the join are called {1}; give one of "
				     "them another name with \"as\"")),
				(struct message_args){ { alias } });
	return OK;
}

static struct err join_operands(struct work *work)
{
	const struct join_syntax *join = &work->node->join;
	struct arena *arena = work->analyser->arena;

	TRY_NEW(work->steps = NEW(arena, const struct step *, join->n_items));
	TRY_NEW(work->operands = NEW(arena, struct join_operand, join->n_items));
	TRY_NEW(work->aliases = NEW(arena, struct row_alias, join->n_items));
	for (size_t i = 0; i < join->n_items; i++) {
		TRY(analyse_dataset(work->analyser, work->context, join->items[i].dataset,
				    &work->steps[i]));
		work->operands[i].structure = &work->steps[i]->structure;
		work->operands[i].alias = alias_of(&join->items[i]);
		TRY(check_alias(work, i));
		work->aliases[i] =
			(struct row_alias){ work->operands[i].alias, work->operands[i].structure };
	}
	return OK;
}

/* A component that some operand has, in the spelling of the first one. */
static struct err key_text(const struct work *work, const struct component_name *name_,
			   struct str *out)
{
	const struct join_syntax *join = &work->node->join;
	const struct component_name through = look_through(work->context, name_), *name = &through;

	for (size_t i = 0; i < join->n_items; i++) {
		const struct structure *structure = work->operands[i].structure;

		for (size_t c = 0; c < structure->count; c++) {
			if (!name_is(&name->component, structure->at[c].name))
				continue;
			*out = structure->at[c].name;
			return OK;
		}
	}
	return refuse_at(work->analyser, name->component.place,
			 S(N_("no operand of the join has a component {1}")),
			 (struct message_args){ { name->component.text } });
}

static struct err join_keys(const struct work *work, struct join *join)
{
	const struct join_syntax *syntax = &work->node->join;
	struct join_preset *presets;
	struct str *using;

	TRY_NEW(using = NEW(work->analyser->arena, struct str, syntax->using.count + 1));
	TRY_NEW(presets = NEW(work->analyser->arena, struct join_preset, syntax->n_defaults + 1));
	for (size_t i = 0; i < syntax->using.count; i++)
		TRY(key_text(work, &syntax->using.at[i], &using[i]));
	for (size_t i = 0; i < syntax->n_defaults; i++) {
		const struct join_default_syntax *preset = &syntax->defaults[i];

		TRY(key_text(work, &preset->identifier, &presets[i].name));
		TRY(analyse_constant(work->analyser, &preset->value, &presets[i].value));
		if (preset->identifier.dataset.text.at)
			presets[i].alias = preset->identifier.dataset.text;
	}
	join->using = using;
	join->n_using = syntax->using.count;
	join->presets = presets;
	join->n_presets = syntax->n_defaults;
	return OK;
}

/* What the fault is about: an operand, a key, a value for a missing key, or the join as a whole. */
static struct place fault_place(const struct work *work, const struct fault *fault)
{
	const struct join_syntax *syntax = &work->node->join;
	size_t n = fault->operand;

	if (n > 0 && n <= syntax->n_items)
		return syntax->items[n - 1].dataset->place;
	n -= n > 0 ? syntax->n_items : 0;
	if (n > 0 && n <= syntax->using.count)
		return syntax->using.at[n - 1].component.place;
	n -= n > 0 ? syntax->using.count : 0;
	if (n > 0 && n <= 2 * syntax->n_defaults) {
		const struct join_default_syntax *preset = &syntax->defaults[(n - 1) / 2];

		return n % 2 ? preset->identifier.component.place : preset->value.place;
	}
	return work->node->place;
}

static struct err join_step(const struct work *work, struct step **out)
{
	static const struct {
		enum word word;
		enum join_kind kind;
	} kinds[] = { { WORD_INNER_JOIN, JOIN_INNER },
		      { WORD_LEFT_JOIN, JOIN_LEFT },
		      { WORD_FULL_JOIN, JOIN_FULL },
		      { WORD_CROSS_JOIN, JOIN_CROSS } };
	const struct join_syntax *syntax = &work->node->join;
	struct join join = { .operands = work->operands, .n_operands = syntax->n_items };
	struct fault fault = { 0 };
	struct step *step;
	struct err e;

	for (size_t i = 0; i < countof(kinds); i++)
		if (kinds[i].word == syntax->kind)
			join.kind = kinds[i].kind;
	join.viral = work->analyser->viral;
	TRY(join_keys(work, &join));
	TRY(step_new(work->analyser, STEP_JOIN, work->node->place, work->steps, syntax->n_items,
		     &step));
	step->join = join;
	e = join_structure(work->analyser->arena, &join, &step->structure, &fault);
	*out = step;
	return settle_fault(work->analyser, e, &fault, fault_place(work, &fault), NULL, 0);
}

struct err analyse_join(struct analyser *analyser, const struct context *context,
			const struct node *node, struct value *out)
{
	struct work work = { .analyser = analyser, .context = context, .node = node };
	struct fault fault = { 0 };
	struct step *join, *strip;
	const struct step *step;
	struct rows rows = { 0 };
	struct err e;

	TRY(join_operands(&work));
	TRY(join_step(&work, &join));
	step = join;
	for (size_t i = 0; i < node->join.n_clauses; i++) {
		rows = (struct rows){ .structure = step->structure,
				      .is_open = step->is_open,
				      .aliases = work.aliases,
				      .n_aliases = node->join.n_items };
		TRY(analyse_clause(analyser, context, &rows, &node->join.clauses[i], step, &step));
	}
	TRY(step_new(analyser, STEP_STRIP, node->place, &step, 1, &strip));
	e = join_strip_structure(analyser->arena, &step->structure, &strip->structure, &fault);
	*out = (struct value){ .kind = VALUE_DATASET, .dataset = strip };
	return settle_fault(analyser, e, &fault, node->place, NULL, 0);
}
