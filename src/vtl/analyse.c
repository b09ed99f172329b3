/*
 * Statements. Definitions are collected first; then each result is looked at once, those that it needs
 * before it. A result that needs itself is a circle, and its path is told.
 */
#include "vtl/analyse.h"

#include <string.h>

#include "base/buf.h"
#include "base/mark.h"
#include "cube/dataset_builder.h"
#include "vtl/analyser.h"
#include "vtl/sequence.h"

/* Goes on after mistakes, so that all are told. */
static struct err note(bool *wrong, struct err e)
{
	if (e.code != ERR_INVALID)
		return e;
	*wrong = true;
	return OK;
}

static struct err check_new_definition(struct analyser *analyser, const struct statement *statement,
				       size_t n_before)
{
	char digits[DIGITS_MOST];

	for (size_t i = n_before; i < analyser->definitions.count; i++) {
		const struct definition *other =
			LIST_AT(analyser->definitions, struct definition, i);

		if (other->statement->kind != statement->kind ||
		    !name_is(&statement->name, other->statement->name.text))
			continue;
		return refuse_at(
			analyser, statement->name.place,
			S(N_("{1} is defined already on line {2}")),
			(struct message_args){
				{ statement->name.text,
				  str_of_digits(digits, other->statement->place.line, 1) } });
	}
	return OK;
}

/* The definitions of one script; the same name in another one is no mistake. */
static struct err collect_definitions(struct analyser *analyser, const struct script *script)
{
	size_t n_before = analyser->definitions.count;
	bool wrong = false;

	analyser->file = script->file;
	for (size_t i = 0; i < script->count; i++) {
		const struct statement *statement = &script->statements[i];
		struct definition definition = { statement, script->file };

		if (statement->kind == STATEMENT_ASSIGN)
			continue;
		TRY(note(&wrong, check_new_definition(analyser, statement, n_before)));
		if (statement->kind == STATEMENT_DATAPOINT_RULESET ||
		    statement->kind == STATEMENT_HIERARCHICAL_RULESET)
			TRY(note(&wrong, check_ruleset(analyser, statement)));
		TRY(list_push(&analyser->definitions, &definition));
	}
	return wrong ? ERROR(ERR_INVALID, "a definition is wrong") : OK;
}

/* A result has one statement, and what comes from outside has none. */
static struct err check_new_target(struct analyser *analyser, const struct statement *statement)
{
	char digits[DIGITS_MOST];
	struct target *other;

	for (size_t i = 0; i < analyser->environment->n_inputs; i++)
		if (str_eq(analyser->environment->inputs[i].name, statement->name.text))
			return refuse_at(
				analyser, statement->name.place,
				S(N_("{1} is an input already; a result needs another name")),
				(struct message_args){ { statement->name.text } });
	TRY(find_target(analyser, &statement->name, &other));
	if (!other)
		return OK;
	return refuse_at(analyser, statement->name.place,
			 S(N_("{1} is assigned already on line {2}; a result has one statement")),
			 (struct message_args){
				 { statement->name.text,
				   str_of_digits(digits, other->statement->place.line, 1) } });
}

/* The first of each name is found by it. */
static struct err add_target(struct analyser *analyser, const struct statement *statement)
{
	size_t number = analyser->n_targets++;
	struct str text = statement->name.text, key;
	uint64_t before;

	analyser->targets[number].statement = statement;
	TRY(name_lower(analyser->arena, text, &key));
	if (!map_get(&analyser->target_texts, text, &before))
		TRY(map_put(&analyser->target_texts, text, number));
	if (!map_get(&analyser->target_keys, key, &before))
		TRY(map_put(&analyser->target_keys, key, number));
	return OK;
}

static struct err collect_targets(struct analyser *analyser, const struct script *script)
{
	bool wrong = false;

	TRY_NEW(analyser->targets = NEW(analyser->arena, struct target, script->count + 1));
	for (size_t i = 0; i < script->count; i++) {
		const struct statement *statement = &script->statements[i];

		if (statement->kind != STATEMENT_ASSIGN)
			continue;
		TRY(note(&wrong, check_new_target(analyser, statement)));
		TRY(add_target(analyser, statement));
	}
	return wrong ? ERROR(ERR_INVALID, "a result is assigned twice") : OK;
}

/* "A <- B <- A": who needs whom, from the statement that is needed again. */
static struct err refuse_circle(struct analyser *analyser, const struct target *target,
				const struct name *name)
{
	struct buf path;
	struct str text;
	size_t from = 0;

	while (*LIST_AT(analyser->active, struct target *, from) != target)
		from++;
	buf_init(&path, analyser->arena);
	for (size_t i = from; i < analyser->active.count; i++) {
		buf_str(&path,
			(*LIST_AT(analyser->active, struct target *, i))->statement->name.text);
		buf_str(&path, S(" <- "));
	}
	buf_str(&path, target->statement->name.text);
	TRY(buf_done(&path, &text));
	return refuse_at(analyser, name->place, S(N_("{1} is computed from itself: {2}")),
			 (struct message_args){ { name->text, text } });
}

static struct err keep_result(struct analyser *analyser, struct target *target)
{
	struct value *value = &target->value;
	struct plan_result result = { .name = target->statement->name.text,
				      .is_persistent = target->statement->assign.is_persistent };

	if (value->kind == VALUE_DATASET)
		result.dataset = value->dataset;
	else if (value->kind == VALUE_SCALAR)
		result.scalar = value->expression;
	else
		return refuse_at(analyser, target->statement->assign.expression->place,
				 S(N_("{1} is expected here, and this is {2}")),
				 (struct message_args){ { S("dataset"), value_kind_name(value) } });
	result.end_slot = analyser->slots.count;
	target->result = analyser->results.count;
	TRY(list_push(&analyser->results, &result));
	/* Who uses a scalar result reads it from a slot, unless it is a constant anyway. */
	if (value->kind == VALUE_SCALAR && !value->is_constant)
		return slot_new(analyser,
				(struct slot){ .type = value->expression->type,
					       .expression = value->expression },
				target->statement->place, &value->expression);
	return OK;
}

static struct err analyse_statement(struct analyser *analyser, struct target *target)
{
	const struct context context = { 0 };

	TRY(analyse_value(analyser, &context, target->statement->assign.expression,
			  &target->value));
	return keep_result(analyser, target);
}

struct err analyse_target(struct analyser *analyser, struct target *target, const struct name *name)
{
	struct err e;

	switch (target->state) {
	case STATEMENT_DONE:
		return OK;
	case STATEMENT_WRONG:
		return ERROR(ERR_INVALID, "what it needs is wrong");
	case STATEMENT_ACTIVE:
		return refuse_circle(analyser, target, name);
	case STATEMENT_NEW:
		break;
	}
	if (analyser->active.count >= CALL_DEPTH_MOST)
		return refuse_at(
			analyser, name->place,
			S(N_("statements need each other too deeply here; write those that "
			     "come first in front")),
			(struct message_args){ 0 });
	target->state = STATEMENT_ACTIVE;
	TRY(list_push(&analyser->active, &target));
	e = analyse_statement(analyser, target);
	analyser->active.count--;
	target->state = failed(e) ? STATEMENT_WRONG : STATEMENT_DONE;
	return e;
}

static struct err analyse_targets(struct analyser *analyser, const struct script *script)
{
	const struct statement **statements;
	bool wrong = false;
	size_t *order;

	analyser->file = script->file;
	TRY_NEW(statements =
			NEW(analyser->arena, const struct statement *, analyser->n_targets + 1));
	for (size_t i = 0; i < analyser->n_targets; i++)
		statements[i] = analyser->targets[i].statement;
	TRY(statements_sequence(analyser->arena, statements, analyser->n_targets, &order));
	for (size_t i = 0; i < analyser->n_targets; i++) {
		struct target *target = &analyser->targets[order[i]];

		TRY(note(&wrong, analyse_target(analyser, target, &target->statement->name)));
	}
	return wrong ? ERROR(ERR_INVALID, "the script is wrong") : OK;
}

/* The plan may outlive the datasets that it was made for. */
static struct err copy_input(struct arena *arena, const struct plan_input *input,
			     struct plan_input *out)
{
	*out = *input;
	out->name = str_copy(arena, input->name);
	TRY_NEW(out->name.at || input->name.len == 0);
	return structure_copy(arena, &input->structure, &out->structure);
}

static struct err collect(struct analyser *analyser, const struct script *script)
{
	const struct environment *environment = analyser->environment;
	bool wrong = false;

	TRY_NEW(analyser->inputs =
			NEW(analyser->arena, struct plan_input, environment->n_inputs + 1));
	for (size_t i = 0; i < environment->n_inputs; i++)
		TRY(copy_input(analyser->arena, &environment->inputs[i], &analyser->inputs[i]));
	for (size_t i = 0; i < environment->n_libraries; i++)
		TRY(note(&wrong, collect_definitions(analyser, &environment->libraries[i])));
	TRY(note(&wrong, collect_definitions(analyser, script)));
	TRY(note(&wrong, check_definitions(analyser)));
	TRY(note(&wrong, analyse_viral(analyser)));
	analyser->file = script->file;
	TRY(note(&wrong, collect_targets(analyser, script)));
	return wrong ? ERROR(ERR_INVALID, "a name stands for two things") : OK;
}

/*
 * What other steps, results and slots wait for is counted, so that a run can let go of the rest. A pivot
 * may have had it counted before.
 */
static void count_uses(struct analyser *analyser)
{
	struct step *const *steps = analyser->steps.at;

	for (size_t i = 0; i < analyser->steps.count; i++)
		steps[i]->uses = 0;
	for (size_t i = 0; i < analyser->steps.count; i++)
		for (size_t k = 0; k < steps[i]->n_operands; k++)
			steps[steps[i]->operands[k]->number]->uses++;
	for (size_t i = 0; i < analyser->results.count; i++) {
		const struct step *step =
			LIST_AT(analyser->results, struct plan_result, i)->dataset;

		if (step)
			steps[step->number]->uses++;
	}
	for (size_t i = 0; i < analyser->slots.count; i++) {
		const struct step *step = LIST_AT(analyser->slots, struct slot, i)->cell;

		if (step)
			steps[step->number]->uses++;
	}
}

/* What there is of the plan now. */
static struct plan plan_of(struct analyser *analyser)
{
	count_uses(analyser);
	return (struct plan){ .inputs = analyser->inputs,
			      .n_inputs = analyser->environment->n_inputs,
			      .results = analyser->results.at,
			      .n_results = analyser->results.count,
			      .slots = analyser->slots.at,
			      .n_slots = analyser->slots.count,
			      .n_steps = analyser->steps.count,
			      .has_pivot = analyser->has_pivot,
			      .places = analyser->places.at,
			      .n_places = analyser->places.count };
}

struct err probe_pivot(struct analyser *analyser, struct step *step)
{
	const struct environment *environment = analyser->environment;
	struct plan_result result = { .name = S("pivot"),
				      .dataset = step,
				      .end_slot = analyser->slots.count };
	struct structure found;
	struct plan so_far;
	struct err e;

	analyser->has_pivot = true;
	if (!environment->probe)
		return OK;
	TRY(list_push(&analyser->results, &result));
	so_far = plan_of(analyser);
	e = environment->probe(environment->probe_context, &so_far, &found);
	analyser->results.count--;
	TRY(e);
	step->is_open = false;
	return structure_copy(analyser->arena, &found, &step->structure);
}

struct err script_analyse(struct arena *arena, const struct script *script,
			  const struct environment *environment, struct diagnostics *diagnostics,
			  struct plan *out)
{
	struct analyser analyser = { .arena = arena,
				     .environment = environment,
				     .diagnostics = diagnostics,
				     .file = script->file,
				     .active = LIST(arena, struct target *),
				     .definitions = LIST(arena, struct definition),
				     .places = LIST(arena, struct plan_place),
				     .slots = LIST(arena, struct slot),
				     .results = LIST(arena, struct plan_result),
				     .steps = LIST(arena, struct step *) };
	bool wrong = false;

	map_init(&analyser.target_texts, arena);
	map_init(&analyser.target_keys, arena);
	TRY_NEW(analyser.viral = NEW(arena, struct viral_rules, 1));
	/* Place 0 is none. */
	TRY(list_push(&analyser.places, &(struct plan_place){ .file = script->file }));
	TRY(note(&wrong, collect(&analyser, script)));
	TRY(note(&wrong, analyse_targets(&analyser, script)));
	if (!wrong)
		TRY(note(&wrong, check_viral_types(&analyser)));
	*out = plan_of(&analyser);
	return wrong ? ERROR(ERR_INVALID, "the script is wrong") : OK;
}
