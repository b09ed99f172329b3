/*
 * Calls of operators that a script defines: the body is looked at anew for every call, with its
 * parameters bound to the arguments, so that it may stand at each level of the language. An operator
 * cannot call itself, not even by way of others.
 */
#include "vtl/analyser.h"

#include "base/buf.h"
#include "base/mark.h"

/* Spellings of VTL 2.1 that 2.2 has replaced. */
static enum operation older_operation(const struct name *name)
{
	if (name_is(name, S("year")))
		return OPERATION_GETYEAR;
	if (name_is(name, S("month")))
		return OPERATION_GETMONTH;
	return OPERATION_NONE;
}

static struct err call_older(struct analyser *analyser, const struct context *context,
			     const struct node *node, struct value *out)
{
	struct node *operation = NEW(analyser->arena, struct node, 1);

	TRY_NEW(operation);
	operation->kind = NODE_OPERATION;
	operation->place = node->place;
	operation->depth = node->depth;
	operation->operation.operation = older_operation(&node->call.name);
	operation->operation.operands = node->call.arguments;
	return analyse_operation(analyser, context, operation, out);
}

static struct err refuse_operator(struct analyser *analyser, const struct name *name)
{
	struct guesser guesser;

	guess_init(&guesser, name->text);
	for (enum operation i = OPERATION_NONE + 1; i < OPERATION_COUNT_; i++)
		if (operation_is_function(i))
			guess_add(&guesser, operation_name(i));
	for (enum word word = WORD_NONE + 1; word < WORD_COUNT_; word++)
		if (word_is_function(word))
			guess_add(&guesser, word_text(word));
	for (size_t i = 0; i < analyser->definitions.count; i++) {
		const struct statement *statement =
			LIST_AT(analyser->definitions, struct definition, i)->statement;

		if (statement->kind == STATEMENT_OPERATOR)
			guess_add(&guesser, statement->name.text);
	}
	return refuse_unknown(analyser, name, S(N_("there is no operator {1}")),
			      S(N_("there is no operator {1}; was {2} meant?")),
			      guess_best(&guesser));
}

/* "a, b" of operators that call each other, from the outermost. */
static struct err refuse_recursion(struct analyser *analyser, const struct scope *scope,
				   const struct name *name)
{
	struct buf path;
	struct str text;

	buf_init(&path, analyser->arena);
	buf_str(&path, name->text);
	for (; scope; scope = scope->caller) {
		if (!scope->operator_)
			continue;
		buf_str(&path, S(" < "));
		buf_str(&path, scope->operator_->name.text);
		if (name_is(name, scope->operator_->name.text))
			break;
	}
	TRY(buf_done(&path, &text));
	return refuse_at(analyser, name->place,
			 S(N_("the operator {1} calls itself ({2}), which operators cannot do")),
			 (struct message_args){ { name->text, text } });
}

static struct err check_recursion(struct analyser *analyser, const struct context *context,
				  const struct definition *definition, const struct name *name)
{
	for (const struct scope *scope = context->scope; scope; scope = scope->caller)
		if (scope->operator_ == definition->statement)
			return refuse_recursion(analyser, context->scope, name);
	if (context->depth >= CALL_DEPTH_MOST)
		return refuse_at(analyser, name->place,
				 S(N_("operators call each other too deeply here")),
				 (struct message_args){ 0 });
	return OK;
}

/* An argument that is a name for what is no value: a component, a ruleset, a value domain. */
static struct err name_argument(struct analyser *analyser, const struct context *context,
				const struct node *node, struct value *out)
{
	const struct binding *binding;

	if (node->kind != NODE_NAME)
		return refuse_at(analyser, node->place,
				 S(N_("only a name can be the argument here")),
				 (struct message_args){ 0 });
	binding = find_binding(context, &node->name);
	*out = binding ? binding->value : (struct value){ .kind = VALUE_NAME, .name = node->name };
	return OK;
}

static struct err set_argument(struct analyser *analyser, const struct context *context,
			       const struct node *node, struct value *out)
{
	if (node->kind == NODE_NAME && !find_binding(context, &node->name))
		return collection_value(analyser, context, node, out);
	return analyse_value(analyser, context, node, out);
}

static struct err argument_value(struct analyser *analyser, const struct context *context,
				 const struct type_syntax *type, const struct node *node,
				 struct value *out)
{
	switch (type->kind) {
	case TYPE_RULESET:
		return name_argument(analyser, context, node, out);
	case TYPE_COMPONENT:
		if (!context->rows)
			return name_argument(analyser, context, node, out);
		return analyse_value(analyser, context, node, out);
	case TYPE_SET:
		return set_argument(analyser, context, node, out);
	default:
		return analyse_value(analyser, context, node, out);
	}
}

static struct err bind_parameter(struct analyser *analyser, const struct context *context,
				 const struct definition *definition,
				 const struct parameter_syntax *parameter, const struct node *node,
				 const struct node *call, struct binding *out)
{
	struct place place = node ? node->place : call->place;

	out->name = parameter->name;
	if (!node || node->kind == NODE_OMITTED) {
		node = parameter->otherwise;
		if (!node)
			return refuse_at(
				analyser, place,
				S(N_("the argument {1} of {2} is missing, and has no default")),
				(struct message_args){
					{ parameter->name.text, call->call.name.text } });
	}
	out->type = &parameter->type;
	TRY(argument_value(analyser, context, &parameter->type, node, &out->value));
	return declare_value(analyser, context, &parameter->type, definition->file,
			     parameter->name.text, place, &out->value);
}

static struct err bind_parameters(struct analyser *analyser, const struct context *context,
				  const struct definition *definition, const struct node *call,
				  struct binding **out)
{
	const struct statement *operator_ = definition->statement;
	const struct node_list *arguments = &call->call.arguments;
	size_t n = operator_->define.n_parameters;
	char digits[DIGITS_MOST];

	if (arguments->count > n)
		return refuse_at(analyser, arguments->at[n]->place,
				 S(N_("too many arguments: {1} takes {2}")),
				 (struct message_args){
					 { call->call.name.text, str_of_digits(digits, n, 1) } });
	TRY_NEW(*out = NEW(analyser->arena, struct binding, n + 1));
	for (size_t i = 0; i < n; i++)
		TRY(bind_parameter(analyser, context, definition, &operator_->define.parameters[i],
				   i < arguments->count ? arguments->at[i] : NULL, call,
				   &(*out)[i]));
	return OK;
}

/* The body with its parameters; its mistakes lie in the file of the definition. */
static struct err analyse_body(struct analyser *analyser, const struct context *context,
			       const struct definition *definition, struct scope *scope,
			       struct value *out)
{
	const struct statement *operator_ = definition->statement;
	struct context inner = *context;
	struct str file = analyser->file;
	struct err e;

	inner.scope = scope;
	inner.depth++;
	analyser->file = definition->file;
	e = analyse_value(analyser, &inner, operator_->define.body, out);
	if (!failed(e) && operator_->define.has_result)
		e = declare_value(analyser, &inner, &operator_->define.result, definition->file,
				  operator_->name.text, operator_->define.body->place, out);
	analyser->file = file;
	return e;
}

struct err analyse_call(struct analyser *analyser, const struct context *context,
			const struct node *node, struct value *out)
{
	const struct name *name = &node->call.name;
	const struct definition *definition = find_definition(analyser, name, STATEMENT_OPERATOR);
	struct scope scope = { .caller = context->scope };
	struct binding *bindings = NULL;

	if (!definition && older_operation(name) != OPERATION_NONE)
		return call_older(analyser, context, node, out);
	if (!definition)
		return refuse_operator(analyser, name);
	TRY(check_recursion(analyser, context, definition, name));
	TRY(bind_parameters(analyser, context, definition, node, &bindings));
	scope.bindings = bindings;
	scope.count = definition->statement->define.n_parameters;
	scope.operator_ = definition->statement;
	return analyse_body(analyser, context, definition, &scope, out);
}
