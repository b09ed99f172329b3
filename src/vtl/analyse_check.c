/* check, check_datapoint, check_hierarchy and hierarchy: rulesets become rules over the operand's rows. */
#include "vtl/analyser.h"

#include "base/mark.h"

struct work {
	struct analyser *analyser;
	const struct context *context;
	const struct check_syntax *syntax;
	const struct node *node;
	const struct step *operand;
	struct rows rows; /* of the operand, with the names of the ruleset's signature */
	const struct definition *ruleset;
};

static struct err error_constant(struct analyser *analyser, const struct literal *literal,
				 struct scalar *out)
{
	*out = scalar_null(DATA_NULL);
	return literal->text.at ? analyse_constant(analyser, literal, out) : OK;
}

/* The code or level of check is a scalar or a dataset; the imbalance can only be a dataset. */
static struct err check_part(const struct work *work, const struct node *node, enum check_part part,
			     struct apply_operand *out, const struct step **step_out)
{
	struct value value = { 0 };

	*step_out = NULL;
	if (!node)
		return OK;
	TRY(analyse_value(work->analyser, work->context, node, &value));
	if (value.kind == VALUE_DATASET) {
		*step_out = value.dataset;
		out->structure = &value.dataset->structure;
		return OK;
	}
	if (value.kind == VALUE_SCALAR && part != CHECK_IMBALANCE) {
		out->scalar = value.expression;
		return OK;
	}
	return refuse_at(work->analyser, node->place,
			 S(N_("{1} is expected here, and this is {2}")),
			 (struct message_args){
				 { part == CHECK_IMBALANCE ? S("dataset") : S("scalar | dataset"),
				   value_kind_name(&value) } });
}

static struct err analyse_plain_check(const struct work *work, struct value *out)
{
	const struct node *nodes[CHECK_PART_COUNT_ + 1] = {
		work->syntax->operand,
		[CHECK_IMBALANCE + 1] = work->syntax->imbalance,
		[CHECK_CODE + 1] = work->syntax->errorcode,
		[CHECK_LEVEL + 1] = work->syntax->errorlevel,
	};
	const struct step *operands[CHECK_PART_COUNT_ + 1] = { work->operand };
	struct check_options check = { .is_invalid = work->syntax->output == WORD_INVALID };
	size_t operand_of[CHECK_PART_COUNT_] = { 0 }, n = 1;
	struct fault fault = { 0 };
	struct step *step;
	struct err e;

	for (enum check_part part = 0; part < CHECK_PART_COUNT_; part++) {
		const struct step *beside;

		TRY(check_part(work, nodes[part + 1], part, &check.parts[part], &beside));
		if (!beside)
			continue;
		operand_of[part] = n;
		operands[n++] = beside;
	}
	TRY(step_new(work->analyser, STEP_CHECK, work->node->place, operands, n, &step));
	step->check.call = check;
	for (enum check_part part = 0; part < CHECK_PART_COUNT_; part++)
		step->check.operand_of[part] = operand_of[part];
	e = check_structure(work->analyser->arena, &operands[0]->structure, &check,
			    &step->structure, &fault);
	*out = (struct value){ .kind = VALUE_DATASET, .dataset = step };
	return settle_fault(work->analyser, e, &fault, work->node->place, nodes, countof(nodes));
}

static struct err find_ruleset(struct work *work, enum statement_kind kind)
{
	struct name name = work->syntax->ruleset;
	const struct binding *binding = find_binding(work->context, &name);
	struct guesser guesser;

	if (binding && binding->value.kind == VALUE_NAME)
		name.text = binding->value.name.text;
	work->ruleset = find_definition(work->analyser, &name, kind);
	if (work->ruleset)
		return OK;
	guess_init(&guesser, name.text);
	for (size_t i = 0; i < work->analyser->definitions.count; i++) {
		const struct definition *definition =
			LIST_AT(work->analyser->definitions, struct definition, i);

		if (definition->statement->kind == kind)
			guess_add(&guesser, definition->statement->name.text);
	}
	return refuse_unknown(
		work->analyser, &name,
		kind == STATEMENT_DATAPOINT_RULESET ? S(N_("there is no datapoint ruleset {1}"))
						    : S(N_("there is no hierarchical ruleset {1}")),
		kind == STATEMENT_DATAPOINT_RULESET
			? S(N_("there is no datapoint ruleset {1}; was {2} meant?"))
			: S(N_("there is no hierarchical ruleset {1}; was {2} meant?")),
		guess_best(&guesser));
}

/* On variables the call may repeat the names of the signature, and no others. */
static struct err check_repeated(struct work *work, const struct name *variable,
				 const struct component_name *name)
{
	if (name_is(&name->component, variable->text))
		return OK;
	return refuse_at(
		work->analyser, name->component.place,
		S(N_("the ruleset {1} is defined on the variable {2}: {3} cannot stand for "
		     "it")),
		(struct message_args){
			{ work->syntax->ruleset.text, variable->text, name->component.text } });
}

/*
 * The components for which the names of a signature stand: those that the call lists, in their order, or
 * on variables those of the same names.
 */
static struct err bind_signature(struct work *work, const struct signature_syntax *signature)
{
	const struct component_names *listed = &work->syntax->components;
	const struct structure *operand = &work->operand->structure;
	struct row_name *names;

	if (listed->count > 0 ? listed->count != signature->count
			      : signature->on_valuedomains && signature->count > 0)
		return refuse_at(work->analyser, work->syntax->ruleset.place,
				 S(N_("the ruleset {1} needs the components for its signature, one "
				      "for each of its names")),
				 (struct message_args){ { work->syntax->ruleset.text } });
	TRY_NEW(names = NEW(work->analyser->arena, struct row_name, signature->count + 1));
	for (size_t i = 0; i < signature->count; i++) {
		const struct signature_item *item = &signature->items[i];
		struct component_name name = { .component = item->name };
		struct rows rows = { .structure = *operand };

		if (listed->count > 0)
			name = listed->at[i];
		else
			name.component.place = work->syntax->ruleset.place;
		if (listed->count > 0 && !signature->on_valuedomains)
			TRY(check_repeated(work, &item->name, &name));
		TRY(component_text(work->analyser, work->context, &rows, &name,
				   &names[i].component));
		names[i].name = item->alias.text.at ? item->alias : item->name;
	}
	work->rows = (struct rows){ .structure = *operand,
				    .names = names,
				    .n_names = signature->count,
				    .names_only = !signature->is_of_all };
	return OK;
}

/* A condition of a rule; its mistakes lie in the file of the ruleset. */
static struct err rule_expression(struct work *work, const struct node *node,
				  const struct expression **out)
{
	const struct context context = { .rows = &work->rows };
	struct str file = work->analyser->file;
	struct err e;

	*out = NULL;
	if (!node)
		return OK;
	work->analyser->file = work->ruleset->file;
	e = analyse_component(work->analyser, &context, node, out);
	if (!failed(e))
		e = require_condition(work->analyser, *out, node);
	work->analyser->file = file;
	return e;
}

static struct err rule_name(struct analyser *analyser, const struct name *name, size_t i,
			    struct str *out)
{
	*out = name->text;
	if (!name->text.at)
		*out = str_format(analyser->arena, "%zu", i + 1);
	TRY_NEW(out->at);
	return OK;
}

static struct err datapoint_rules(struct work *work, struct check_datapoint *out)
{
	const struct statement *ruleset = work->ruleset->statement;
	struct datapoint_rule *rules;

	TRY_NEW(rules = NEW(work->analyser->arena, struct datapoint_rule,
			    ruleset->datapoint.n_rules));
	for (size_t i = 0; i < ruleset->datapoint.n_rules; i++) {
		const struct datapoint_rule_syntax *syntax = &ruleset->datapoint.rules[i];

		TRY(rule_name(work->analyser, &syntax->name, i, &rules[i].name));
		TRY(rule_expression(work, syntax->when, &rules[i].condition));
		TRY(rule_expression(work, syntax->then, &rules[i].consequence));
		TRY(error_constant(work->analyser, &syntax->errorcode, &rules[i].error_code));
		TRY(error_constant(work->analyser, &syntax->errorlevel, &rules[i].error_level));
	}
	out->rules = rules;
	out->n_rules = ruleset->datapoint.n_rules;
	out->output = work->syntax->output == WORD_ALL            ? DATAPOINT_ALL
		      : work->syntax->output == WORD_ALL_MEASURES ? DATAPOINT_ALL_MEASURES
								  : DATAPOINT_INVALID;
	return OK;
}

static struct err analyse_check_datapoint(struct work *work, struct value *out)
{
	struct fault fault = { 0 };
	struct step *step;
	struct err e;

	TRY(find_ruleset(work, STATEMENT_DATAPOINT_RULESET));
	TRY(bind_signature(work, &work->ruleset->statement->datapoint.signature));
	TRY(step_new(work->analyser, STEP_CHECK_DATAPOINT, work->node->place, &work->operand, 1,
		     &step));
	TRY(datapoint_rules(work, &step->check_datapoint));
	e = check_datapoint_structure(work->analyser->arena, &work->operand->structure,
				      &step->check_datapoint, &step->structure, &fault);
	*out = (struct value){ .kind = VALUE_DATASET, .dataset = step };
	return settle_fault(work->analyser, e, &fault, work->node->place, &work->syntax->operand,
			    1);
}

static enum operation relation_of(enum token_kind kind)
{
	switch (kind) {
	case TOKEN_LESS:
		return OPERATION_LESS;
	case TOKEN_LESS_EQUAL:
		return OPERATION_LESS_EQUAL;
	case TOKEN_GREATER:
		return OPERATION_GREATER;
	case TOKEN_GREATER_EQUAL:
		return OPERATION_GREATER_EQUAL;
	default:
		return OPERATION_EQUAL;
	}
}

static struct err hierarchy_rule_of(struct work *work,
				    const struct hierarchical_rule_syntax *syntax, size_t i,
				    struct hierarchy_rule *out)
{
	struct hierarchy_term *terms;

	TRY_NEW(terms = NEW(work->analyser->arena, struct hierarchy_term, syntax->n_terms));
	for (size_t t = 0; t < syntax->n_terms; t++) {
		terms[t].code = syntax->terms[t].item.text;
		terms[t].is_minus = syntax->terms[t].is_negative;
		TRY(rule_expression(work, syntax->terms[t].condition, &terms[t].condition));
	}
	*out = (struct hierarchy_rule){ .left = syntax->left.text,
					.relation = relation_of(syntax->relation),
					.terms = terms,
					.n_terms = syntax->n_terms };
	TRY(rule_name(work->analyser, &syntax->name, i, &out->name));
	TRY(rule_expression(work, syntax->when, &out->condition));
	TRY(error_constant(work->analyser, &syntax->errorcode, &out->error_code));
	return error_constant(work->analyser, &syntax->errorlevel, &out->error_level);
}

static struct err hierarchy_rules(struct work *work, struct hierarchy *out)
{
	const struct statement *ruleset = work->ruleset->statement;
	struct hierarchy_rule *rules;

	TRY_NEW(rules = NEW(work->analyser->arena, struct hierarchy_rule,
			    ruleset->hierarchical.n_rules));
	for (size_t i = 0; i < ruleset->hierarchical.n_rules; i++)
		TRY(hierarchy_rule_of(work, &ruleset->hierarchical.rules[i], i, &rules[i]));
	out->rules = rules;
	out->n_rules = ruleset->hierarchical.n_rules;
	return OK;
}

/* The component that holds the code items: said in the call, or the variable of the ruleset. */
static struct err rule_component(struct work *work, struct str *out)
{
	const struct statement *ruleset = work->ruleset->statement;
	struct component_name name = work->syntax->rule;
	struct rows rows = { .structure = work->operand->structure };

	if (!name.component.text.at && ruleset->hierarchical.on_valuedomain)
		return refuse_at(
			work->analyser, work->syntax->ruleset.place,
			S(N_("the ruleset {1} is defined on a value domain: say with \"rule\" "
			     "which component it is about")),
			(struct message_args){ { work->syntax->ruleset.text } });
	if (!name.component.text.at) {
		name.component = ruleset->hierarchical.item;
		name.component.place = work->syntax->ruleset.place;
	} else if (!ruleset->hierarchical.on_valuedomain) {
		TRY(check_repeated(work, &ruleset->hierarchical.item, &name));
	}
	return component_text(work->analyser, work->context, &rows, &name, out);
}

static void hierarchy_options(const struct check_syntax *syntax, struct hierarchy *out)
{
	static const struct {
		enum word word;
		enum hierarchy_mode mode;
	} modes[] = {
		{ WORD_NON_NULL, HIERARCHY_NON_NULL },
		{ WORD_NON_ZERO, HIERARCHY_NON_ZERO },
		{ WORD_PARTIAL_NULL, HIERARCHY_PARTIAL_NULL },
		{ WORD_PARTIAL_ZERO, HIERARCHY_PARTIAL_ZERO },
		{ WORD_ALWAYS_NULL, HIERARCHY_ALWAYS_NULL },
		{ WORD_ALWAYS_ZERO, HIERARCHY_ALWAYS_ZERO },
	};
	bool is_check = syntax->kind == WORD_CHECK_HIERARCHY;

	out->mode = HIERARCHY_NON_NULL;
	for (size_t i = 0; i < countof(modes); i++)
		if (modes[i].word == syntax->mode)
			out->mode = modes[i].mode;
	out->input = is_check ? HIERARCHY_DATASET : HIERARCHY_RULE;
	if (syntax->input == WORD_DATASET)
		out->input = HIERARCHY_DATASET;
	else if (syntax->input == WORD_DATASET_PRIORITY)
		out->input = HIERARCHY_DATASET_PRIORITY;
	else if (syntax->input == WORD_RULE_PRIORITY)
		out->input = HIERARCHY_RULE_PRIORITY;
	out->output = is_check ? HIERARCHY_INVALID : HIERARCHY_COMPUTED;
	if (syntax->output == WORD_ALL)
		out->output = HIERARCHY_ALL;
	else if (syntax->output == WORD_ALL_MEASURES)
		out->output = HIERARCHY_ALL_MEASURES;
}

static struct err analyse_hierarchy(struct work *work, struct value *out)
{
	bool is_check = work->syntax->kind == WORD_CHECK_HIERARCHY;
	struct fault fault = { 0 };
	struct step *step;
	struct err e;

	TRY(find_ruleset(work, STATEMENT_HIERARCHICAL_RULESET));
	TRY(bind_signature(work, &work->ruleset->statement->hierarchical.conditions));
	TRY(step_new(work->analyser, is_check ? STEP_CHECK_HIERARCHY : STEP_HIERARCHY,
		     work->node->place, &work->operand, 1, &step));
	TRY(rule_component(work, &step->hierarchy.component));
	TRY(hierarchy_rules(work, &step->hierarchy));
	hierarchy_options(work->syntax, &step->hierarchy);
	step->hierarchy.viral = work->analyser->viral;
	if (is_check)
		e = check_hierarchy_structure(work->analyser->arena, &work->operand->structure,
					      &step->hierarchy, &step->structure, &fault);
	else
		e = hierarchy_structure(work->analyser->arena, &work->operand->structure,
					&step->hierarchy, &step->structure, &fault);
	*out = (struct value){ .kind = VALUE_DATASET, .dataset = step };
	return settle_fault(work->analyser, e, &fault, work->node->place, &work->syntax->operand,
			    1);
}

struct err analyse_check(struct analyser *analyser, const struct context *context,
			 const struct node *node, struct value *out)
{
	struct work work = {
		.analyser = analyser, .context = context, .syntax = &node->check, .node = node
	};

	TRY(analyse_dataset(analyser, context, node->check.operand, &work.operand));
	switch (node->check.kind) {
	case WORD_CHECK:
		return analyse_plain_check(&work, out);
	case WORD_CHECK_DATAPOINT:
		return analyse_check_datapoint(&work, out);
	default:
		return analyse_hierarchy(&work, out);
	}
}
