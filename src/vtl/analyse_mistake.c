/* How the analyser tells a mistake: its place, its words, and what was perhaps meant. */
#include "vtl/analyser.h"

#include "base/mark.h"

struct err refuse_at(struct analyser *analyser, struct place place, struct str message,
		     struct message_args args)
{
	struct script_mistake mistake = { .place = place, .message = message };

	_Static_assert(countof(mistake.args) == countof(args.at),
		       "a mistake has a message's arguments");

	for (size_t i = 0; i < countof(args.at); i++)
		mistake.args[i] = args.at[i];
	return script_refuse(analyser->diagnostics, analyser->file, mistake);
}

struct err refuse_unknown(struct analyser *analyser, const struct name *name, struct str message,
			  struct str guess_message, struct str guess)
{
	bool guessed = !str_empty(guess);

	return refuse_at(analyser, name->place, guessed ? guess_message : message,
			 (struct message_args){ { name->text, guess } });
}

struct err settle_fault(struct analyser *analyser, struct err e, const struct fault *fault,
			struct place place, const struct node *const *operands, size_t n)
{
	if (e.code != ERR_INVALID || !fault_found(fault))
		return e;
	if (fault->operand > 0 && fault->operand <= n && operands[fault->operand - 1])
		place = operands[fault->operand - 1]->place;
	return refuse_at(analyser, place, fault->message, fault->args);
}

struct err require_condition(struct analyser *analyser, const struct expression *expression,
			     const struct node *node)
{
	if (expression->type == DATA_BOOLEAN || expression->type == DATA_NULL)
		return OK;
	return refuse_at(analyser, node->place,
			 S(N_("a condition is expected here, which is boolean, and this is {1}")),
			 (struct message_args){ { data_type_name(expression->type) } });
}

struct err place_number(struct analyser *analyser, struct place place, uint32_t *out)
{
	struct plan_place full = { analyser->file, place };

	*out = (uint32_t)analyser->places.count;
	return list_push(&analyser->places, &full);
}

struct str value_kind_name(const struct value *value)
{
	static const struct str names[] = {
		[VALUE_OMITTED] = STR("_"),
		[VALUE_SCALAR] = STR("scalar"),
		[VALUE_COMPONENT] = STR("component"),
		[VALUE_DATASET] = STR("dataset"),
		[VALUE_SET] = STR("set"),
		[VALUE_NAME] = STR("name"),
	};

	return names[value->kind];
}
