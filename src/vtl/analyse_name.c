/*
 * What a name stands for: a parameter, a component of the rows, the result of a statement, or an input,
 * in this order. Names without quotes agree in any letter case (User Manual, "The artefact names"); one
 * that is spelled exactly so goes before the others.
 */
#include "vtl/analyser.h"

#include "base/mark.h"
#include "vtl/draft.h"

bool name_is(const struct name *name, struct str text)
{
	return name->is_quoted ? str_eq(name->text, text) : str_eq_anycase(name->text, text);
}

/* How well a text agrees with the name: 2 exactly, 1 in letters, 0 not. */
static int agreement(const struct name *name, struct str text)
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

/* A component as a join calls it: ALIAS#NAME, or NAME alone. */
struct split {
	struct str alias, name;
};

static struct split split_component(struct str text)
{
	size_t hash = str_find_char(text, '#', 0);

	if (hash == SIZE_MAX)
		return (struct split){ .name = text };
	return (struct split){ str_slice(text, 0, hash), str_slice(text, hash + 1, text.len) };
}

/* Is NAME a component of the dataset that the alias names? */
static bool alias_has(const struct rows *rows, const struct name *alias, struct str component)
{
	for (size_t i = 0; i < rows->n_aliases; i++) {
		const struct row_alias *row = &rows->aliases[i];

		if (name_is(alias, row->name) &&
		    (!row->structure ||
		     structure_find(row->structure, component) != COMPONENT_NONE))
			return true;
	}
	return false;
}

/* How well the name of a script agrees with a component; 3 and 4 when it is its whole name. */
static int component_agreement(const struct rows *rows, const struct component_name *name,
			       struct str text)
{
	struct split split = split_component(text);
	bool has_alias = split.alias.at != NULL;
	int agrees = agreement(&name->component, split.name);

	if (agrees == 0)
		return 0;
	if (!name->dataset.text.at)
		return has_alias ? agrees : agrees + 2;
	if (has_alias)
		return name_is(&name->dataset, split.alias) ? agrees + 2 : 0;
	return alias_has(rows, &name->dataset, split.name) ? agrees + 2 : 0;
}

struct search {
	size_t found;
	size_t n_found, second; /* of the best agreement */
};

static struct search search_component(const struct rows *rows, const struct component_name *name)
{
	const struct structure *structure = rows->extended ? rows->extended : &rows->structure;
	struct search search = { 0 };
	int best = 1;

	for (size_t i = 0; i < rows->n_names && !name->dataset.text.at; i++) {
		ptrdiff_t at = structure_find(structure, rows->names[i].component);

		if (at != COMPONENT_NONE && name_is(&name->component, rows->names[i].name.text))
			return (struct search){ .found = (size_t)at, .n_found = 1 };
	}
	for (size_t i = 0; i < rows->structure.count && !rows->names_only; i++) {
		int agrees = component_agreement(rows, name, rows->structure.at[i].name);

		/* having sees what groups have in common, and aggregates that it names itself. */
		if (agrees < best ||
		    (rows->aggregate && rows->structure.at[i].role != ROLE_IDENTIFIER))
			continue;
		if (agrees > best) {
			search.n_found = 0;
			best = agrees;
		}
		search.n_found++;
		if (search.n_found == 1)
			search.found = i;
		else
			search.second = i;
	}
	return search;
}

static bool is_alias(const struct rows *rows, const struct name *name)
{
	for (size_t i = 0; i < rows->n_aliases; i++)
		if (name_is(name, rows->aliases[i].name))
			return true;
	return false;
}

static bool structure_has(const struct structure *structure, const struct name *name)
{
	for (size_t i = 0; i < structure->count; i++)
		if (name_is(name, structure->at[i].name))
			return true;
	return false;
}

enum { WORDS_MOST = 12 }; /* names in a message; more of them tell nobody anything */

/* "Id_1, Me_1, Me_2", for a message. */
static struct str component_words(struct analyser *analyser, const struct structure *structure)
{
	struct structure first = *structure;
	struct str words;

	if (first.count > WORDS_MOST)
		first.count = WORDS_MOST;
	words = structure_words(analyser->arena, &first);
	if (first.count < structure->count && words.at)
		words = str_format(analyser->arena, "%.*s, …", STR_ARGS(words));
	return words;
}

/* What stands before "#" is none of the datasets at hand. */
static struct err refuse_alias(struct analyser *analyser, const struct rows *rows,
			       const struct name *name)
{
	struct guesser guesser;

	guess_init(&guesser, name->text);
	for (size_t i = 0; i < rows->n_aliases; i++)
		guess_add(&guesser, rows->aliases[i].name);
	return refuse_unknown(analyser, name, S(N_("no dataset here is called {1}")),
			      S(N_("no dataset here is called {1}; was {2} meant?")),
			      guess_best(&guesser));
}

static struct err refuse_component(struct analyser *analyser, const struct rows *rows,
				   const struct component_name *name)
{
	struct guesser guesser;

	if (name->dataset.text.at && !is_alias(rows, &name->dataset))
		return refuse_alias(analyser, rows, &name->dataset);
	guess_init(&guesser, name->component.text);
	for (size_t i = 0; i < rows->structure.count && !rows->names_only; i++)
		guess_add(&guesser, split_component(rows->structure.at[i].name).name);
	for (size_t i = 0; i < rows->n_names; i++)
		guess_add(&guesser, rows->names[i].name.text);
	if (rows->aggregate && rows->operand &&
	    (structure_has(rows->operand, &name->component) ||
	     structure_has(&rows->structure, &name->component)))
		return refuse_at(
			analyser, name->component.place,
			S(N_("having is about groups of data points: {1} can stand there only "
			     "within an aggregate function")),
			(struct message_args){ { name->component.text } });
	if (rows->is_restriction)
		return refuse_at(
			analyser, name->component.place,
			S(N_("the condition of a type is about \"value\" alone, and cannot "
			     "name {1}")),
			(struct message_args){ { name->component.text } });
	if (rows->names_only)
		return refuse_unknown(
			analyser, &name->component,
			S(N_("the signature of the ruleset does not name {1}")),
			S(N_("the signature of the ruleset does not name {1}; was {2} "
			     "meant?")),
			guess_best(&guesser));
	if (rows->is_open)
		return refuse_at(analyser, name->component.place,
				 S(N_("whether there is a component {1} only the data say, since a "
				      "pivot makes it")),
				 (struct message_args){ { name->component.text } });
	if (!str_empty(guess_best(&guesser)) || rows->structure.count == 0)
		return refuse_unknown(analyser, &name->component,
				      S(N_("the dataset has no component {1}")),
				      S(N_("the dataset has no component {1}; was {2} meant?")),
				      guess_best(&guesser));
	return refuse_at(analyser, name->component.place,
			 S(N_("the dataset has no component {1}, but {2}")),
			 (struct message_args){ { name->component.text,
						  component_words(analyser, &rows->structure) } });
}

static struct err settle_search(struct analyser *analyser, const struct rows *rows,
				const struct component_name *name, struct search search,
				size_t *out)
{
	if (search.n_found == 0)
		return refuse_component(analyser, rows, name);
	if (search.n_found > 1)
		return refuse_at(
			analyser, name->component.place,
			S(N_("{1} is not clear: it may be {2} or {3}")),
			(struct message_args){ { name->component.text,
						 rows->structure.at[search.found].name,
						 rows->structure.at[search.second].name } });
	*out = search.found;
	return OK;
}

/* A parameter that stands for a component's name is that name. */
static struct component_name look_through(const struct context *context,
					  const struct component_name *name)
{
	const struct binding *binding =
		name->dataset.text.at ? NULL : find_binding(context, &name->component);
	struct component_name through = *name;

	if (binding && binding->value.kind == VALUE_NAME) {
		through.component.text = binding->value.name.text;
		through.component.is_quoted = binding->value.name.is_quoted;
	}
	return through;
}

/* A component that a parameter stands for is what its declaration says. */
static struct err check_bound(struct analyser *analyser, const struct context *context,
			      const struct rows *rows, const struct component_name *name,
			      size_t found)
{
	const struct binding *binding =
		name->dataset.text.at ? NULL : find_binding(context, &name->component);

	if (!binding || binding->value.kind != VALUE_NAME || found >= rows->structure.count)
		return OK;
	return check_component_type(analyser, binding, &rows->structure.at[found],
				    name->component.place);
}

struct err find_component(struct analyser *analyser, const struct context *context,
			  const struct rows *rows, const struct component_name *name, size_t *out)
{
	struct component_name through = look_through(context, name);

	TRY(settle_search(analyser, rows, &through, search_component(rows, &through), out));
	return check_bound(analyser, context, rows, name, *out);
}

struct err component_text(struct analyser *analyser, const struct context *context,
			  const struct rows *rows, const struct component_name *name,
			  struct str *out)
{
	size_t found = 0;

	TRY(find_component(analyser, context, rows, name, &found));
	*out = rows->structure.at[found].name;
	return OK;
}

struct err new_component(struct analyser *analyser, const struct context *context,
			 const struct rows *rows, const struct component_name *name,
			 struct str *out)
{
	struct component_name through = look_through(context, name);
	struct search search = search_component(rows, &through);

	(void)analyser;
	*out = through.component.text;
	/* One that is there already keeps its spelling, but in a join it loses its alias. */
	if (search.n_found > 0)
		*out = split_component(rows->structure.at[search.found].name).name;
	return OK;
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

static struct target *find_target(const struct analyser *analyser, const struct name *name)
{
	struct target *found = NULL;
	int best = 0;

	for (size_t i = 0; i < analyser->n_targets; i++) {
		int agrees = agreement(name, analyser->targets[i].statement->name.text);

		if (agrees > best) {
			best = agrees;
			found = &analyser->targets[i];
		}
	}
	return found;
}

static struct plan_input *find_input(const struct analyser *analyser, const struct name *name)
{
	struct plan_input *found = NULL;
	int best = 0;

	for (size_t i = 0; i < analyser->environment->n_inputs; i++) {
		int agrees = agreement(name, analyser->inputs[i].name);

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
	struct target *target = find_target(analyser, name);
	struct plan_input *input = target ? NULL : find_input(analyser, name);
	const struct component_name component = { .component = *name };

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
		*found_out = is_alias(rows, name);
	if (!*found_out)
		return OK;
	TRY(settle_search(analyser, rows, &component, search_component(rows, &component), &at));
	return component_value(analyser, rows, at, name->place, out);
}

struct err analyse_name(struct analyser *analyser, const struct context *context,
			const struct node *node, struct value *out)
{
	const struct binding *binding = find_binding(context, &node->name);
	struct component_name name = { .component = node->name };
	struct search search;
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
	TRY(settle_search(analyser, context->rows, &name, search, &at));
	TRY(check_bound(analyser, context, context->rows,
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
