/*
 * Rulesets as they are defined: either all rules have names or none has, and each name is there once, as are those of
 * the signature.
 */
#include "vtl/analyser.h"

#include "base/map.h"
#include "base/mark.h"

/* The rules' names, whichever kind of ruleset it is. */
static const struct name *rule_name(const struct statement *ruleset, size_t i, struct place *place)
{
	if (ruleset->kind == STATEMENT_DATAPOINT_RULESET) {
		*place = ruleset->datapoint.rules[i].place;
		return &ruleset->datapoint.rules[i].name;
	}
	*place = ruleset->hierarchical.rules[i].place;
	return &ruleset->hierarchical.rules[i].name;
}

static struct err check_once(struct analyser *analyser, const struct statement *ruleset,
			     struct map *met, size_t i, const struct name *name)
{
	char digits[DIGITS_MOST];
	struct place place;
	struct str key;
	uint64_t before;

	TRY(name_key(analyser, name, &key));
	if (!map_get(met, key, &before))
		return map_put(met, key, i);
	rule_name(ruleset, (size_t)before, &place);
	return refuse_at(
		analyser, name->place, S(N_("the ruleset has a rule {1} already, on line {2}")),
		(struct message_args){ { name->text, str_of_digits(digits, place.line, 1) } });
}

static struct err check_rule_names(struct analyser *analyser, const struct statement *ruleset)
{
	size_t n = ruleset->kind == STATEMENT_DATAPOINT_RULESET ? ruleset->datapoint.n_rules
								: ruleset->hierarchical.n_rules;
	struct place place;
	struct map met;
	bool is_named;

	if (n == 0)
		return OK;
	map_init(&met, analyser->arena);
	is_named = rule_name(ruleset, 0, &place)->text.at != NULL;
	for (size_t i = 0; i < n; i++) {
		const struct name *name = rule_name(ruleset, i, &place);

		if ((name->text.at != NULL) != is_named)
			return refuse_at(
				analyser, place,
				S(N_("either all rules of a ruleset have names or none has; this "
				     "one differs from the first")),
				(struct message_args){ 0 });
		if (is_named)
			TRY(check_once(analyser, ruleset, &met, i, name));
	}
	return OK;
}

/* What the rules call the components. */
static struct err check_signature(struct analyser *analyser,
				  const struct signature_syntax *signature)
{
	struct map met;
	uint64_t before;

	map_init(&met, analyser->arena);
	for (size_t i = 0; i < signature->count; i++) {
		const struct signature_item *item = &signature->items[i];
		const struct name *name = item->alias.text.at ? &item->alias : &item->name;
		struct str key;

		TRY(name_key(analyser, name, &key));
		if (map_get(&met, key, &before))
			return refuse_at(analyser, name->place, S(N_("{1} is named twice")),
					 (struct message_args){ { name->text } });
		TRY(map_put(&met, key, i));
	}
	return OK;
}

struct err check_ruleset(struct analyser *analyser, const struct statement *ruleset)
{
	TRY(check_signature(analyser, ruleset->kind == STATEMENT_DATAPOINT_RULESET
					      ? &ruleset->datapoint.signature
					      : &ruleset->hierarchical.conditions));
	return check_rule_names(analyser, ruleset);
}
