/*
 * What a name stands for: a parameter, a component of the rows (analyse_rows.c), the result of a statement,
 * or an input, in this order. Names without quotes agree in any letter case (User Manual, "The artefact names"); one
 * that is spelled exactly so goes before the others.
 */
#include "vtl/analyse_rows.h"

#include "base/mark.h"

bool name_is(const struct name *name, struct str text)
{
	return name->is_quoted ? str_eq(name->text, text) : str_eq_anycase(name->text, text);
}

int name_agreement(const struct name *name, struct str text)
{
	if (str_eq(name->text, text))
		return 2;
	return name_is(name, text) ? 1 : 0;
}

const struct binding *find_binding(const struct context *context, const struct name *name)
{
	for (size_t i = 0; context->scope && i < context->scope->count; i++)
		if (name_is(name, context->scope->bindings[i].name.text))
			return &context->scope->bindings[i];
	return NULL;
}

const struct definition *find_definition(const struct analyser *analyser, const struct name *name,
					 enum statement_kind kind)
{
	const struct definition *found = NULL;

	for (size_t i = 0; i < analyser->definitions.count; i++) {
		const struct definition *definition =
			LIST_AT(analyser->definitions, struct definition, i);

		if (definition->statement->kind == kind &&
		    name_is(name, definition->statement->name.text))
			found = definition; /* the script's own stand behind those of libraries */
	}
	return found;
}

const struct value_domain *find_domain(const struct analyser *analyser, const struct name *name)
{
	for (size_t i = 0; i < analyser->environment->n_domains; i++)
		if (name_is(name, analyser->environment->domains[i].name))
			return &analyser->environment->domains[i];
	return NULL;
}

/* The name of a dataset, among results and inputs. */
static struct err refuse_dataset(struct analyser *analyser, const struct name *name)
{
	struct guesser guesser;

	guess_init(&guesser, name->text);
	for (size_t i = 0; i < analyser->n_targets; i++)
		guess_add(&guesser, analyser->targets[i].statement->name.text);
	for (size_t i = 0; i < analyser->environment->n_inputs; i++)
		guess_add(&guesser, analyser->inputs[i].name);
	return refuse_unknown(analyser, name,
			      S(N_("there is no dataset {1}: no statement makes it, and it is no "
				   "input")),
			      S(N_("there is no dataset {1}; was {2} meant?")),
			      guess_best(&guesser));
}

struct err find_target(struct analyser *analyser, const struct name *name, struct target **out)
{
	uint64_t number;
	struct str key;
	bool found = map_get(&analyser->target_texts, name->text, &number);

	if (!found && !name->is_quoted) {
		TRY(name_lower(analyser->arena, name->text, &key));
		found = map_get(&analyser->target_keys, key, &number);
	}
	*out = found ? &analyser->targets[number] : NULL;
	return OK;
}

static struct plan_input *find_input(const struct analyser *analyser, const struct name *name)
{
	struct plan_input *found = NULL;
	int best = 0;

	for (size_t i = 0; i < analyser->environment->n_inputs; i++) {
		int agrees = name_agreement(name, analyser->inputs[i].name);

		if (agrees > best) {
			best = agrees;
			found = &analyser->inputs[i];
		}
	}
	return found;
}

static struct err input_value(struct analyser *analyser, struct plan_input *input,
			      struct place place, struct value *out)
{
	size_t number = (size_t)(input - analyser->inputs);
	struct step *step;

	input->is_used = true;
	if (input->is_scalar) {
		out->kind = VALUE_SCALAR;
		return slot_new(analyser, (struct slot){ .type = input->type, .input = number },
				place, &out->expression);
	}
	TRY(step_new(analyser, STEP_INPUT, place, NULL, 0, &step));
	step->input = number;
	step->structure = input->structure;
	*out = (struct value){ .kind = VALUE_DATASET, .dataset = step };
	return OK;
}

static struct err target_value(struct analyser *analyser, struct target *target,
			       const struct name *name, struct value *out)
{
	struct step *step;

	TRY(analyse_target(analyser, target, name));
	*out = target->value;
	if (out->kind != VALUE_DATASET)
		return OK;
	TRY(step_new(analyser, STEP_RESULT, name->place, NULL, 0, &step));
	step->result = target->result;
	step->structure = target->value.dataset->structure;
	step->is_open = target->value.dataset->is_open;
	out->dataset = step;
	return OK;
}

/* A name that neither a parameter nor a component has. */
static struct err outer_name(struct analyser *analyser, const struct context *context,
			     const struct name *name, struct value *out)
{
	struct plan_input *input = find_input(analyser, name);
	const struct component_name component = { .component = *name };
	struct target *target;

	TRY(find_target(analyser, name, &target));
	/* A result goes before an input, unless only the input is spelled so. */
	if (target && input && str_eq(input->name, name->text) &&
	    !str_eq(target->statement->name.text, name->text))
		target = NULL;
	if (!target && !input)
		return context->rows ? refuse_component(analyser, context->rows, &component)
				     : refuse_dataset(analyser, name);
	*out = (struct value){ 0 };
	if (target)
		TRY(target_value(analyser, target, name, out));
	else
		TRY(input_value(analyser, input, name->place, out));
	if (context->rows && out->kind == VALUE_DATASET)
		return refuse_at(
			analyser, name->place,
			S(N_("{1} is a dataset: within a clause only components and scalars "
			     "can be used")),
			(struct message_args){ { name->text } });
	return OK;
}

static struct err component_value(struct analyser *analyser, const struct rows *rows,
				  size_t component, struct place place, struct value *out)
{
	const struct structure *structure = rows->extended ? rows->extended : &rows->structure;
	uint32_t number;

	TRY(place_number(analyser, place, &number));
	*out = (struct value){ .kind = VALUE_COMPONENT };
	return expression_component(analyser->arena, structure, component, number,
				    &out->expression);
}

/* "d1" in the apply clause of a join is the measure of d1 whose turn it is. */
static struct err apply_value(struct analyser *analyser, const struct rows *rows,
			      const struct name *name, struct value *out, bool *found_out)
{
	struct component_name component = { .dataset = *name,
					    .component = { rows->applied, name->place, true } };
	size_t at = 0;

	*found_out = false;
	if (rows->applied.at)
		*found_out = is_row_alias(rows, name);
	if (!*found_out)
		return OK;
	TRY(settle_component(analyser, rows, &component, search_component(rows, &component), &at));
	return component_value(analyser, rows, at, name->place, out);
}

struct err analyse_name(struct analyser *analyser, const struct context *context,
			const struct node *node, struct value *out)
{
	const struct binding *binding = find_binding(context, &node->name);
	struct component_name name = { .component = node->name };
	struct component_search search;
	bool found;
	size_t at = 0;

	if (binding && binding->value.kind != VALUE_NAME) {
		*out = binding->value;
		return OK;
	}
	if (!context->rows)
		return outer_name(analyser, context, &node->name, out);
	TRY(apply_value(analyser, context->rows, &node->name, out, &found));
	if (found)
		return OK;
	name = look_through(context, &name);
	search = search_component(context->rows, &name);
	if (search.n_found == 0)
		return outer_name(analyser, context, &node->name, out);
	TRY(settle_component(analyser, context->rows, &name, search, &at));
	TRY(check_bound_component(analyser, context, context->rows,
				  &(struct component_name){ .component = node->name }, at));
	return component_value(analyser, context->rows, at, node->place, out);
}

/* "d1#Me_1" within a clause names a component; at the level of datasets "#" is an operator. */
static struct err member_component(struct analyser *analyser, const struct context *context,
				   const struct node *node, struct value *out)
{
	const struct node *dataset = node->member.dataset;
	struct component_name name = { .component = node->member.component };
	size_t at = 0;

	if (dataset->kind != NODE_NAME)
		return refuse_at(
			analyser, node->place,
			S(N_("within a clause \"#\" stands between the name of a dataset and "
			     "one of its components")),
			(struct message_args){ 0 });
	name.dataset = dataset->name;
	TRY(find_component(analyser, context, context->rows, &name, &at));
	return component_value(analyser, context->rows, at, node->place, out);
}

/* The value of a dataset that has no identifiers is a scalar. */
static struct err cell_value(struct analyser *analyser, const struct step *step, struct place place,
			     struct value *out)
{
	ptrdiff_t measure = structure_only(&step->structure, ROLE_MEASURE);
	struct slot slot = { .cell = step };

	if (measure == COMPONENT_NONE || structure_count(&step->structure, ROLE_IDENTIFIER) > 0) {
		*out = (struct value){ .kind = VALUE_DATASET, .dataset = step };
		return OK;
	}
	slot.type = step->structure.at[measure].type;
	*out = (struct value){ .kind = VALUE_SCALAR };
	return slot_new(analyser, slot, place, &out->expression);
}

struct err analyse_member(struct analyser *analyser, const struct context *context,
			  const struct node *node, struct value *out)
{
	const struct component_name name = { .component = node->member.component };
	struct place place = node->member.component.place;
	const struct step *operand;
	struct fault fault = { 0 };
	struct rows rows = { 0 };
	struct step *step;
	struct str text;

	if (context->rows)
		return member_component(analyser, context, node, out);
	TRY(analyse_dataset(analyser, context, node->member.dataset, &operand));
	rows.structure = operand->structure;
	rows.is_open = operand->is_open;
	TRY(component_text(analyser, context, &rows, &name, &text));
	TRY(step_new(analyser, STEP_MEMBERSHIP, place, &operand, 1, &step));
	step->membership = text;
	TRY(settle_fault(analyser,
			 membership_structure(analyser->arena, &operand->structure, text,
					      &step->structure, &fault),
			 &fault, place, NULL, 0));
	return cell_value(analyser, step, place, out);
}
