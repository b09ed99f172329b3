/*
 * What can be wrong with an operator or a propagation by itself, whether it is used or not: names that
 * stand for two things, and defaults of another type than their parameters. What an operator's body means
 * is known only when it is called (analyse_call.c); rulesets have analyse_ruleset.c.
 */
#include "vtl/analyser.h"

#include "base/buf.h"
#include "base/map.h"
#include "base/mark.h"

/* Names of one definition, to find one that is there twice. */
struct names {
	struct analyser *analyser;
	struct map map;
};

static void names_init(struct names *names, struct analyser *analyser)
{
	names->analyser = analyser;
	map_init(&names->map, analyser->arena);
}

struct err name_key(struct analyser *analyser, const struct name *name, struct str *out)
{
	*out = name->text;
	return name->is_quoted ? OK : name_lower(analyser->arena, name->text, out);
}

static struct err add_name(struct names *names, const struct name *name)
{
	struct str key;
	uint64_t before;

	TRY(name_key(names->analyser, name, &key));
	if (map_get(&names->map, key, &before))
		return refuse_at(names->analyser, name->place, S(N_("{1} is named twice")),
				 (struct message_args){ { name->text } });
	return map_put(&names->map, key, 1);
}

/* A default has the type of its parameter. A value domain may be unknown until the operator is called. */
static struct err check_default(struct analyser *analyser, const struct definition *definition,
				const struct parameter_syntax *parameter)
{
	const struct context context = { 0 };
	struct value value = { 0 };

	if (!parameter->otherwise || parameter->type.kind != TYPE_SCALAR ||
	    parameter->type.scalar.basic == WORD_NONE)
		return OK;
	TRY(analyse_value(analyser, &context, parameter->otherwise, &value));
	return declare_value(analyser, &context, &parameter->type, definition->file,
			     parameter->name.text, parameter->otherwise->place, &value);
}

static struct err check_operator(struct analyser *analyser, const struct definition *definition)
{
	const struct statement *operator_ = definition->statement;
	struct names names;

	names_init(&names, analyser);
	for (size_t i = 0; i < operator_->define.n_parameters; i++) {
		const struct parameter_syntax *parameter = &operator_->define.parameters[i];

		TRY(add_name(&names, &parameter->name));
		TRY(check_default(analyser, definition, parameter));
	}
	return OK;
}

/* The value or pair of a case, the same in either order. */
static struct err case_key(struct arena *arena, const struct viral_when_syntax *when,
			   struct str *out)
{
	const struct literal *first = &when->first, *second = &when->second;
	struct buf buf;

	if (second->text.at && str_cmp(first->text, second->text) > 0) {
		first = &when->second;
		second = &when->first;
	}
	buf_init(&buf, arena);
	buf_int(&buf, (int64_t)first->text.len);
	buf_char(&buf, second->text.at ? '+' : '.');
	buf_str(&buf, first->text);
	buf_str(&buf, second->text);
	return buf_done(&buf, out);
}

/* "Every combination of values can be described only once". */
static struct err check_cases(struct analyser *analyser, const struct statement *statement)
{
	struct map cases;

	map_init(&cases, analyser->arena);
	for (size_t i = 0; i < statement->viral.n_cases; i++) {
		const struct viral_when_syntax *when = &statement->viral.cases[i];
		struct str key;
		uint64_t before;

		if (!when->first.text.at) /* else */
			continue;
		TRY(case_key(analyser->arena, when, &key));
		if (map_get(&cases, key, &before))
			return refuse_at(analyser, when->place,
					 S(N_("this case is described already")),
					 (struct message_args){ 0 });
		TRY(map_put(&cases, key, 1));
	}
	return OK;
}

static struct err check_definition(struct analyser *analyser, const struct definition *definition)
{
	const struct statement *statement = definition->statement;

	analyser->file = definition->file;
	switch (statement->kind) {
	case STATEMENT_OPERATOR:
		return check_operator(analyser, definition);
	case STATEMENT_VIRAL_PROPAGATION:
		return check_cases(analyser, statement);
	default:
		return OK;
	}
}

struct err check_definitions(struct analyser *analyser)
{
	struct str file = analyser->file;
	bool is_wrong = false;

	for (size_t i = 0; i < analyser->definitions.count; i++) {
		struct err e = check_definition(
			analyser, LIST_AT(analyser->definitions, struct definition, i));

		if (failed(e) && e.code != ERR_INVALID)
			return e;
		is_wrong |= failed(e);
	}
	analyser->file = file;
	return is_wrong ? ERROR(ERR_INVALID, "a definition is wrong") : OK;
}
