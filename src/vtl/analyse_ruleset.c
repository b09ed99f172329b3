/* Rulesets as they are defined: either all rules have names or none has, and each name is there once. */
#include "vtl/analyser.h"

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

static struct err check_once(struct analyser *analyser, const struct statement *ruleset, size_t i,
			     const struct name *name)
{
	char digits[DIGITS_MOST];
	struct place place;

	for (size_t k = 0; k < i; k++) {
		const struct name *other = rule_name(ruleset, k, &place);

		if (other->text.at && name_is(name, other->text))
			return refuse_at(
				analyser, name->place,
				S(N_("the ruleset has a rule {1} already, on line {2}")),
				(struct message_args){
					{ name->text, str_of_digits(digits, place.line, 1) } });
	}
	return OK;
}

struct err check_rule_names(struct analyser *analyser, const struct statement *ruleset)
{
	size_t n = ruleset->kind == STATEMENT_DATAPOINT_RULESET ? ruleset->datapoint.n_rules
								: ruleset->hierarchical.n_rules;
	struct place place;
	bool is_named;

	if (n == 0)
		return OK;
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
			TRY(check_once(analyser, ruleset, i, name));
	}
	return OK;
}
