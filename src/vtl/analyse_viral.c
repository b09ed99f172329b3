/* define viral propagation: each becomes a rule of its variable or value domain. */
#include "vtl/analyser.h"

#include "base/mark.h"

static enum viral_function function_of(enum word word)
{
	switch (word) {
	case WORD_MIN:
		return VIRAL_MIN;
	case WORD_MAX:
		return VIRAL_MAX;
	case WORD_SUM:
		return VIRAL_SUM;
	case WORD_AVG:
		return VIRAL_AVG;
	default:
		return VIRAL_NONE;
	}
}

static struct err clause_of(struct analyser *analyser, const struct viral_when_syntax *when,
			    struct viral_clause *out)
{
	TRY(analyse_constant(analyser, &when->first, &out->first));
	TRY(analyse_constant(analyser, &when->result, &out->result));
	out->has_second = when->second.text.at != NULL;
	if (!out->has_second)
		return OK;
	return analyse_constant(analyser, &when->second, &out->second);
}

static struct err clauses_of(struct analyser *analyser, const struct statement *statement,
			     struct viral_rule *rule)
{
	struct viral_clause *clauses;

	TRY_NEW(clauses = NEW(analyser->arena, struct viral_clause, statement->viral.n_cases + 1));
	for (size_t i = 0; i < statement->viral.n_cases; i++) {
		const struct viral_when_syntax *when = &statement->viral.cases[i];

		if (!when->first.text.at && i + 1 < statement->viral.n_cases)
			return refuse_at(analyser, when->place,
					 S(N_("else stands behind all other cases")),
					 (struct message_args){ 0 });
		if (!when->first.text.at) {
			rule->has_otherwise = true;
			TRY(analyse_constant(analyser, &when->result, &rule->otherwise));
		} else {
			TRY(clause_of(analyser, when, &clauses[rule->n_clauses++]));
		}
	}
	rule->clauses = clauses;
	return OK;
}

/* A variable or value domain has one rule. */
static struct err check_single(struct analyser *analyser, const struct list *rules,
			       const struct statement *statement)
{
	for (size_t i = 0; i < rules->count; i++) {
		const struct viral_rule *rule = LIST_AT(*rules, struct viral_rule, i);
		struct str target = statement->viral.on_valuedomain ? rule->domain : rule->variable;

		if (target.at && name_is(&statement->viral.target, target))
			return refuse_at(analyser, statement->viral.target.place,
					 S(N_("{1} has a viral propagation already")),
					 (struct message_args){ { target } });
	}
	return OK;
}

struct err analyse_viral(struct analyser *analyser)
{
	struct list rules = LIST(analyser->arena, struct viral_rule);
	struct str file = analyser->file;

	for (size_t i = 0; i < analyser->definitions.count; i++) {
		const struct definition *definition =
			LIST_AT(analyser->definitions, struct definition, i);
		const struct statement *statement = definition->statement;
		struct viral_rule rule = { 0 };

		if (statement->kind != STATEMENT_VIRAL_PROPAGATION)
			continue;
		analyser->file = definition->file;
		if (statement->viral.on_valuedomain)
			rule.domain = statement->viral.target.text;
		else
			rule.variable = statement->viral.target.text;
		rule.function = function_of(statement->viral.aggregate);
		TRY(check_single(analyser, &rules, statement));
		TRY(clauses_of(analyser, statement, &rule));
		TRY(list_push(&rules, &rule));
	}
	analyser->file = file;
	*analyser->viral = (struct viral_rules){ rules.at, rules.count };
	return OK;
}

/* A sum, and the mean of which it is a part, are of numbers. */
static struct err check_function(struct analyser *analyser, const struct statement *statement,
				 const struct viral_rule *rule, const struct component *component)
{
	bool adds = rule->function == VIRAL_SUM || rule->function == VIRAL_AVG;

	if (!adds || data_is_numeric(component->type))
		return OK;
	return refuse_at(analyser, statement->viral.target.place,
			 S(N_("the viral attribute {1} is {2}, and only numbers have a {3}")),
			 (struct message_args){ { component->name, data_type_name(component->type),
						  word_text(statement->viral.aggregate) } });
}

static struct err check_value(struct analyser *analyser, const struct literal *literal,
			      const struct component *component)
{
	struct scalar value;

	if (!literal->text.at)
		return OK;
	TRY(analyse_constant(analyser, literal, &value));
	if (data_fits(value.type, component->type))
		return OK;
	return refuse_at(analyser, literal->place,
			 S(N_("the viral attribute {1} is {2}, and this value is {3}")),
			 (struct message_args){ { component->name, data_type_name(component->type),
						  data_type_name(value.type) } });
}

static struct err check_rule(struct analyser *analyser, const struct statement *statement,
			     const struct viral_rule *rule, const struct component *component)
{
	TRY(check_function(analyser, statement, rule, component));
	for (size_t i = 0; i < statement->viral.n_cases; i++) {
		const struct viral_when_syntax *when = &statement->viral.cases[i];

		TRY(check_value(analyser, &when->first, component));
		TRY(check_value(analyser, &when->second, component));
		TRY(check_value(analyser, &when->result, component));
	}
	return OK;
}

/* The rule of the statement, with the first attribute of the plan that it does not fit. */
static struct err check_uses(struct analyser *analyser, const struct statement *statement,
			     const struct viral_rule *rule)
{
	for (size_t s = 0; s < analyser->steps.count; s++) {
		const struct structure *structure =
			&LIST_AT(analyser->steps, struct step *, s)[0]->structure;

		for (size_t i = 0; i < structure->count; i++) {
			const struct component *component = &structure->at[i];

			if (component->role == ROLE_VIRAL_ATTRIBUTE &&
			    viral_rule_of(analyser->viral, component) == rule)
				TRY(check_rule(analyser, statement, rule, component));
		}
	}
	return OK;
}

struct err check_viral_types(struct analyser *analyser)
{
	struct str file = analyser->file;
	size_t n = 0;

	for (size_t i = 0; i < analyser->definitions.count; i++) {
		const struct definition *definition =
			LIST_AT(analyser->definitions, struct definition, i);

		if (definition->statement->kind != STATEMENT_VIRAL_PROPAGATION)
			continue;
		analyser->file = definition->file;
		TRY(check_uses(analyser, definition->statement, &analyser->viral->at[n++]));
	}
	analyser->file = file;
	return OK;
}
