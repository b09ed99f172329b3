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

/* errorcode and errorlevel of check are constants. */
static struct err check_constant(const struct work *work, const struct node *node,
				 struct scalar *out)
{
	const struct expression *expression;

	*out = scalar_null(DATA_NULL);
	if (!node)
		return OK;
	TRY(analyse_constant_node(work->analyser, work->context, node, &expression));
	if (expression->kind != EXPRESSION_CONSTANT)
		return refuse_at(work->analyser, node->place,
				 S(N_("a constant is expected here, as an error code or level")),
				 (struct message_args){ 0 });
	*out = expression->constant;
	return OK;
}

static struct err analyse_plain_check(const struct work *work, struct value *out)
{
	const struct step *operands[2] = { work->operand, NULL };
	const struct node *nodes[2] = { work->syntax->operand, work->syntax->imbalance };
	struct fault fault = { 0 };
	struct step *step;
	size_t n = 1;
	struct check_options check = { .is_invalid = work->syntax->output == WORD_INVALID };
	struct err e;

	TRY(check_constant(work, work->syntax->errorcode, &check.error_code));
	TRY(check_constant(work, work->syntax->errorlevel, &check.error_level));
	if (nodes[1]) {
		TRY(analyse_dataset(work->analyser, work->context, nodes[1], &operands[1]));
		n = 2;
	}
	TRY(step_new(work->analyser, STEP_CHECK, work->node->place, operands, n, &step));
	step->check = check;
	e = check_structure(work->analyser->arena, &operands[0]->structure,
			    n == 2 ? &operands[1]->structure : NULL, &check, &step->structure,
			    &fault);
	*out = (struct value){ .kind = VALUE_DATASET, .dataset = step };
	return settle_fault(work->analyser, e, &fault, work->node->place, nodes, n);
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
		TRY(component_text(work->analyser, work->context, &rows, &name,
				   &names[i].component));
		names[i].name = item->alias.text.at ? item->alias : item->name;
	}
	work->rows = (struct rows){ .structure = *operand,
				    .names = names,
				    .n_names = signature->count,
				    .names_only = true };
	return OK;
}

/* A condition of a rule; its mistakes lie in the file of the ruleset. */
static struct err rule_expression(struct work *work, const struct node *node,
				  const struct expression **out)
{
	const struct context context = { .rows = &work->rows };
	struct str file = work->analyser->file;
	struct fault fault = { 0 };
	struct err e;

	*out = NULL;
	if (!node)
		return OK;
	work->analyser->file = work->ruleset->file;
	e = analyse_component(work->analyser, &context, node, out);
	if (!failed(e))
		e = settle_fault(work->analyser, filter_check(*out, &fault), &fault, node->place,
				 NULL, 0);
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
